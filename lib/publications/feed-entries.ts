import { z } from 'zod'
import { type PortalContext } from '../context'
import { rowOf, rowsOf } from '../db/rows'
import { isOpenSql, type ShownPublication, shownColumnsSql, shownPublication, shownRow } from './shown'

const MOST_IN_FEED = 50

/** The newest publications, for the feeds. */
export async function newestPublications(ctx: PortalContext): Promise<ShownPublication[]> {
  const rows = await rowsOf(ctx, shownRow)`
    SELECT ${shownColumnsSql} FROM publication p JOIN account a ON a.id = p.account_id
    WHERE ${isOpenSql(ctx)} ORDER BY p.published_at DESC, p.id LIMIT ${MOST_IN_FEED}`
  return rows.map(shownPublication)
}

/** Entries of one part of the sitemap; the protocol allows 50,000. */
export const SITEMAP_PART = 10_000

export type SitemapEntry = z.output<typeof sitemapEntryRow>
const sitemapEntryRow = z.strictObject({ id: z.string(), changedAt: z.date() })

/** Addresses of one part (from 1) of what is published, the oldest first: an address stays in its part. */
export async function sitemapEntries(ctx: PortalContext, part: number): Promise<SitemapEntry[]> {
  return rowsOf(ctx, sitemapEntryRow)`
    SELECT p.id, coalesce(p.corrected_at, p.published_at) AS "changedAt" FROM publication p
    WHERE ${isOpenSql(ctx)} ORDER BY p.published_at, p.id LIMIT ${SITEMAP_PART} OFFSET ${(part - 1) * SITEMAP_PART}`
}

const countRow = z.strictObject({ count: z.number() })

export async function countPublished(ctx: PortalContext): Promise<number> {
  const row = await rowOf(ctx, countRow)`
    SELECT count(*)::int AS count FROM publication p WHERE ${isOpenSql(ctx)}`
  return row?.count ?? 0
}
