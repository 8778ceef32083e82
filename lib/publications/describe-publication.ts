import { type ContentDescription } from '../content'
import { type PortalContext } from '../context'
import { isUuid } from '../fields'
import { plainText } from '../markdown'
import { isOpenSql } from './shown'

/**
 * A publication for pages outside of this room (DS-07, DS-08): what everybody may read; for moderators and admins also what is hidden,
 * over or not released.
 */
export async function describePublication(ctx: PortalContext, id: string): Promise<ContentDescription | undefined> {
  if (!isUuid(id)) return undefined
  const isStaff = ctx.actor.kind === 'member' && ctx.actor.role !== 'member'
  type Row = { title: string; summary: string; body: string; accountId: string; author: string; isOpen: boolean }
  const [row] = await ctx.db.$queryRaw<Row[]>`
    SELECT p.title, p.summary, p.body, p.account_id AS "accountId", ${isOpenSql(ctx)} AS "isOpen",
           coalesce(nullif(concat_ws(', ', CASE WHEN p.show_name THEN a.given_name || ' ' || a.surname END, a.organisation), ''), 'Privatperson') AS author
    FROM publication p JOIN account a ON a.id = p.account_id WHERE p.id = ${id}::uuid`
  if (!row || !(row.isOpen || isStaff)) return undefined
  return {
    title: row.title,
    text: [row.summary, plainText(row.body)].filter(Boolean).join('\n\n'),
    path: `/angebote/${id}`,
    authorId: row.accountId,
    author: row.author,
  }
}
