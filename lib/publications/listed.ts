import { Prisma } from '../db/generated/client'
import { type PublicationKind } from '../db/generated/enums'
import { knownSubjects, type PublicationContent } from './content'
import { type Publisher } from './shown'

/** A publication in a list. */
export type ListedPublication = { id: string; kind: PublicationKind; publishedAt: Date; publisher: Publisher } & Pick<
  PublicationContent,
  | 'title'
  | 'summary'
  | 'subjects'
  | 'attendance'
  | 'place'
  | 'startsOn'
  | 'startsAt'
  | 'endsOn'
  | 'priceKind'
  | 'priceCents'
>

export type ListedRow = Omit<ListedPublication, 'publisher' | 'subjects'> & Publisher & { subjects: string[] }

/** Columns of a list (publication p, account a), named as in the type. */
export const listedColumnsSql = Prisma.sql`p.id, p.kind::text AS kind, p.title, p.summary, p.subjects, p.attendance::text AS attendance,
  p.place, p.starts_on::text AS "startsOn", p.starts_at AS "startsAt", p.ends_on::text AS "endsOn", p.price_kind::text AS "priceKind",
  p.price_cents AS "priceCents", p.published_at AS "publishedAt", a.organisation,
  CASE WHEN p.show_name THEN a.given_name || ' ' || a.surname END AS name`

export function listed({ organisation, name, subjects, ...row }: ListedRow): ListedPublication {
  return { ...row, subjects: knownSubjects(subjects), publisher: { organisation, name } }
}
