import { z } from 'zod'
import {
  attendanceLabels,
  codesOf,
  eventStateLabels,
  priceKindLabels,
  publicationKindLabels,
  type Subject,
} from '../codes'
import { Prisma } from '../db/generated/client'
import { knownSubjects } from './content'
import { type Publisher } from './shown'

type ListedRow = z.output<typeof listedRow>
export const listedRow = z.strictObject({
  id: z.string(),
  kind: z.enum(codesOf(publicationKindLabels)),
  title: z.string(),
  summary: z.string(),
  subjects: z.array(z.string()),
  attendance: z.enum(codesOf(attendanceLabels)).nullable(),
  place: z.string().nullable(),
  startsOn: z.iso.date().nullable(),
  startsAt: z.string().nullable(),
  endsOn: z.iso.date().nullable(),
  priceKind: z.enum(codesOf(priceKindLabels)).nullable(),
  priceCents: z.number().nullable(),
  publishedAt: z.date(),
  eventState: z.enum(codesOf(eventStateLabels)).nullable(),
  organisation: z.string().nullable(),
  name: z.string().nullable(),
})

/** A publication in a list. */
export type ListedPublication = Omit<ListedRow, 'organisation' | 'name' | 'subjects'> & {
  subjects: Subject[]
  publisher: Publisher
}

/** Columns of a list (publication p, account a), named as in the type. */
export const listedColumnsSql = Prisma.sql`p.id, p.kind::text AS kind, p.title, p.summary, p.subjects, p.attendance::text AS attendance,
  p.place, p.starts_on::text AS "startsOn", p.starts_at AS "startsAt", p.ends_on::text AS "endsOn", p.price_kind::text AS "priceKind",
  p.price_cents AS "priceCents", p.published_at AS "publishedAt", p.event_state::text AS "eventState", a.organisation,
  CASE WHEN p.show_name THEN a.given_name || ' ' || a.surname END AS name`

export function listed({ organisation, name, subjects, ...row }: ListedRow): ListedPublication {
  return { ...row, subjects: knownSubjects(subjects), publisher: { organisation, name } }
}
