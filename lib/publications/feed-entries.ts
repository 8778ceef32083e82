import { type PortalContext } from '../context'
import { isOpenSql, type ShownPublication, type ShownRow, shownColumnsSql, shownPublication } from './shown'

const MOST_IN_FEED = 50

/** The newest publications, for the feeds. */
export async function newestPublications(ctx: PortalContext): Promise<ShownPublication[]> {
  const rows = await ctx.db.$queryRaw<ShownRow[]>`
    SELECT ${shownColumnsSql} FROM publication p JOIN account a ON a.id = p.account_id
    WHERE ${isOpenSql(ctx)} ORDER BY p.published_at DESC, p.id LIMIT ${MOST_IN_FEED}`
  return rows.map(shownPublication)
}

/** Entries of one part of the sitemap; the protocol allows 50,000. */
export const SITEMAP_PART = 10_000

export type SitemapEntry = { id: string; changedAt: Date }

/** Addresses of one part (from 1) of what is published, the oldest first: an address stays in its part. */
export async function sitemapEntries(ctx: PortalContext, part: number): Promise<SitemapEntry[]> {
  return ctx.db.$queryRaw<SitemapEntry[]>`
    SELECT p.id, coalesce(p.corrected_at, p.published_at) AS "changedAt" FROM publication p
    WHERE ${isOpenSql(ctx)} ORDER BY p.published_at, p.id LIMIT ${SITEMAP_PART} OFFSET ${(part - 1) * SITEMAP_PART}`
}

export async function countPublished(ctx: PortalContext): Promise<number> {
  const [row] = await ctx.db.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM publication p WHERE ${isOpenSql(ctx)}`
  return row?.count ?? 0
}
