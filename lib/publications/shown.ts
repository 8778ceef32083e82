import { z } from 'zod'
import { codesOf, publicationKindLabels, type Subject } from '../codes'
import { type PortalContext } from '../context'
import { berlinDay } from '../dates'
import { Prisma } from '../db/generated/client'
import { rowOf } from '../db/rows'
import { isPresentSql } from '../db/standing'
import { isUuid } from '../fields'
import { isVisibleSql } from '../moderation/measures'
import { drawnRow } from '../writing/stored'
import { knownSubjects } from './content'
import { listedRow } from './listed'

/** Who publishes, as everybody sees it: the organisation, with the name only if the member chose so; never an address (DS-08). */
export type Publisher = { organisation: string | null; name: string | null }

export type ShownPublication = Omit<ShownRow, 'organisation' | 'name' | 'subjects'> & {
  subjects: Subject[]
  publisher: Publisher
}

/** Is it there for everybody on this day? Released, not taken back, not over, not hidden, its author not sealed by a hold (DS-07, DS-10). */
export function isOpenSql(ctx: PortalContext): Prisma.Sql {
  return Prisma.sql`(p.published_at IS NOT NULL AND p.withdrawn_at IS NULL AND p.shown_until >= ${berlinDay(ctx.now())}::date
    AND ${isVisibleSql('publication', Prisma.sql`p.id`)} AND ${isPresentSql(Prisma.sql`p.account_id`)})`
}

/** Columns of what is shown (publication p, account a), named as in the type. */
export const shownColumnsSql = Prisma.sql`p.id, p.kind::text AS kind, p.title, p.summary, p.body, p.drawn, p.subjects, p.attendance::text AS attendance,
  p.place, p.venue, p.starts_on::text AS "startsOn", p.starts_at AS "startsAt", p.ends_on::text AS "endsOn", p.ends_at AS "endsAt",
  p.duration, p.price_kind::text AS "priceKind", p.price_cents AS "priceCents", p.target_group AS "targetGroup", p.funding, p.link,
  p.show_name AS "showName", p.published_at AS "publishedAt", p.corrected_at AS "correctedAt", p.event_state::text AS "eventState",
  greatest(p.published_at, p.corrected_at, p.event_state_at) AS "changedAt", p.sequence, a.organisation,
  CASE WHEN p.show_name THEN a.given_name || ' ' || a.surname END AS name`

type ShownRow = z.output<typeof shownRow>
export const shownRow = listedRow.extend({
  body: z.string(),
  drawn: drawnRow,
  venue: z.string().nullable(),
  endsAt: z.string().nullable(),
  duration: z.string().nullable(),
  targetGroup: z.string().nullable(),
  funding: z.string().nullable(),
  link: z.string().nullable(),
  showName: z.boolean(),
  correctedAt: z.date().nullable(),
  changedAt: z.date(),
  sequence: z.number(),
})

export function shownPublication({ organisation, name, subjects, ...row }: ShownRow): ShownPublication {
  return { ...row, subjects: knownSubjects(subjects), publisher: { organisation, name } }
}

/** One publication for everybody; undefined if it is not there (any more). One statement. */
export async function showPublication(
  ctx: PortalContext,
  id: string | undefined,
): Promise<ShownPublication | undefined> {
  if (!isUuid(id)) return undefined
  const row = await rowOf(ctx, shownRow)`
    SELECT ${shownColumnsSql} FROM publication p JOIN account a ON a.id = p.account_id
    WHERE p.id = ${id}::uuid AND ${isOpenSql(ctx)}`
  return row && shownPublication(row)
}

const goneRow = z.strictObject({
  kind: z.enum(codesOf(publicationKindLabels)),
  startsOn: z.iso.date().nullable(),
  sequence: z.number(),
  withdrawnAt: z.date().nullable(),
})

/**
 * What was there once and is no more: then its page says so instead of "not found", and the calendar of whoever kept an event learns that
 * it was taken back. Nothing of its text is told; of what the moderation hides, or a hold seals, not even that it was taken back.
 */
export async function showGone(
  ctx: PortalContext,
  id: string | undefined,
): Promise<z.output<typeof goneRow> | undefined> {
  if (!isUuid(id)) return undefined
  return rowOf(ctx, goneRow)`
    SELECT p.kind::text AS kind, p.starts_on::text AS "startsOn", p.sequence, CASE WHEN ${isVisibleSql('publication', Prisma.sql`p.id`)}
      AND ${isPresentSql(Prisma.sql`p.account_id`)} THEN p.withdrawn_at END AS "withdrawnAt"
    FROM publication p WHERE p.id = ${id}::uuid AND p.published_at IS NOT NULL`
}
