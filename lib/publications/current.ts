import { type PortalContext } from '../context'
import { berlinDay } from '../dates'
import { rowsOf } from '../db/rows'
import { type ListedPublication, listed, listedColumnsSql, listedRow } from './listed'
import { isOpenSql } from './shown'

export type Current = {
  /** The next to begin, the soonest first */
  events: ListedPublication[]
  /** Offers and notices, the newest first */
  newest: ListedPublication[]
}

const MOST_OF_EACH = 3

/** What the start page shows of the publications (DS-07), in one statement. */
export async function currentPublications(ctx: PortalContext): Promise<Current> {
  const isOpen = isOpenSql(ctx)
  const rows = await rowsOf(ctx, listedRow)`
    (SELECT ${listedColumnsSql} FROM publication p JOIN account a ON a.id = p.account_id
     WHERE ${isOpen} AND p.kind = 'event' AND p.starts_on >= ${berlinDay(ctx.now())}::date
     ORDER BY p.starts_on, p.id LIMIT ${MOST_OF_EACH})
    UNION ALL
    (SELECT ${listedColumnsSql} FROM publication p JOIN account a ON a.id = p.account_id
     WHERE ${isOpen} AND p.kind <> 'event' ORDER BY p.published_at DESC, p.id LIMIT ${MOST_OF_EACH})`
  const all = rows.map(listed)
  return { events: all.filter(({ kind }) => kind === 'event'), newest: all.filter(({ kind }) => kind !== 'event') }
}
