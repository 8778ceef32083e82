import { z } from 'zod'
import { type PortalContext } from '../context'
import { berlinDay, startOfDay } from '../dates'
import { rowOf, rowsOf } from '../db/rows'
import { matchesSql, type PublicationSearch } from './search-publications'
import { isOpenSql, type ShownPublication, shownColumnsSql, shownPublication, shownRow } from './shown'

const MOST_IN_FEED = 50
const MOST_IN_CALENDAR = 500

/** The newest publications that a search finds, for the feeds. */
export async function newestPublications(
  ctx: PortalContext,
  search: PublicationSearch = {},
): Promise<ShownPublication[]> {
  const rows = await rowsOf(ctx, shownRow)`
    SELECT ${shownColumnsSql} FROM publication p JOIN account a ON a.id = p.account_id
    WHERE ${matchesSql(ctx, search)} ORDER BY p.published_at DESC, p.id LIMIT ${MOST_IN_FEED}`
  return rows.map(shownPublication)
}

/** The events that a search finds, what runs or begins next first, for a calendar. */
export async function eventsOf(ctx: PortalContext, search: PublicationSearch = {}): Promise<ShownPublication[]> {
  const rows = await rowsOf(ctx, shownRow)`
    SELECT ${shownColumnsSql} FROM publication p JOIN account a ON a.id = p.account_id
    WHERE ${matchesSql(ctx, { ...search, kind: 'event' })} ORDER BY p.starts_on, p.id LIMIT ${MOST_IN_CALENDAR}`
  return rows.map(shownPublication)
}

const lastChangeRow = z.strictObject({ at: z.date().nullable() })

/**
 * When what everybody can see last changed: what was published, changed, taken back or hidden; what is over left at the last midnight.
 * What was deleted says nothing any more: so nothing is older than that midnight.
 */
export async function lastChange(ctx: PortalContext): Promise<Date> {
  const midnight = startOfDay(berlinDay(ctx.now()))
  const row = await rowOf(ctx, lastChangeRow)`
    SELECT greatest(
      (SELECT max(greatest(p.published_at, p.corrected_at, p.withdrawn_at, p.event_state_at)) FROM publication p WHERE p.published_at IS NOT NULL),
      (SELECT max(greatest(m.started_at, m.ended_at)) FROM content_measure m WHERE m.content_kind = 'publication'),
      ${midnight}::timestamptz) AS at`
  return row?.at ?? midnight
}

/** Entries of one part of the sitemap; the protocol allows 50,000. */
export const SITEMAP_PART = 10_000

export type SitemapEntry = z.output<typeof sitemapEntryRow>
const sitemapEntryRow = z.strictObject({ id: z.string(), changedAt: z.date() })

/** Addresses of one part (from 1) of what is published, the oldest first: an address stays in its part. */
export async function sitemapEntries(ctx: PortalContext, part: number): Promise<SitemapEntry[]> {
  return rowsOf(ctx, sitemapEntryRow)`
    SELECT p.id, greatest(p.published_at, p.corrected_at, p.event_state_at) AS "changedAt" FROM publication p
    WHERE ${isOpenSql(ctx)} ORDER BY p.published_at, p.id LIMIT ${SITEMAP_PART} OFFSET ${(part - 1) * SITEMAP_PART}`
}

const countRow = z.strictObject({ count: z.number() })

export async function countPublished(ctx: PortalContext): Promise<number> {
  const row = await rowOf(ctx, countRow)`
    SELECT count(*)::int AS count FROM publication p WHERE ${isOpenSql(ctx)}`
  return row?.count ?? 0
}
