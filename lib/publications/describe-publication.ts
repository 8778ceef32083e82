import { z } from 'zod'
import { type ContentDescription } from '../content'
import { type PortalContext } from '../context'
import { rowOf } from '../db/rows'
import { isUuid } from '../fields'
import { looksBehind } from '../may'
import { recordContentLook } from '../moderation/record-content-look'
import { drawnRow, linesOf } from '../writing/stored'
import { isOpenSql } from './shown'

const describedRow = z.strictObject({
  title: z.string(),
  summary: z.string(),
  body: z.string(),
  drawn: drawnRow,
  accountId: z.string(),
  author: z.string(),
  isOpen: z.boolean(),
  isDraft: z.boolean(),
})

/**
 * A publication for pages outside of this room (DS-07, DS-08): what everybody may read; for moderators also what waits for its release, or
 * was released and is hidden or over, and their look is recorded. A draft that was not handed in is its author's alone (DS-06).
 */
export async function describePublication(ctx: PortalContext, id: string): Promise<ContentDescription | undefined> {
  if (!isUuid(id)) return undefined
  const row = await rowOf(ctx, describedRow)`
    SELECT p.title, p.summary, p.body, p.drawn, p.account_id AS "accountId", ${isOpenSql(ctx)} AS "isOpen",
           p.published_at IS NULL AND p.submitted_at IS NULL AS "isDraft",
           coalesce(nullif(concat_ws(', ', CASE WHEN p.show_name THEN a.given_name || ' ' || a.surname END, a.organisation), ''), 'Privatperson') AS author
    FROM publication p JOIN account a ON a.id = p.account_id WHERE p.id = ${id}::uuid`
  if (!row) return undefined
  if (!row.isOpen) {
    if (row.isDraft || !looksBehind(ctx)) return undefined
    await recordContentLook(ctx, { kind: 'publication', id, authorId: row.accountId })
  }
  return {
    title: row.title,
    text: [row.summary, linesOf(row.body, row.drawn)].filter(Boolean).join('\n\n'),
    path: `/angebote/${id}`,
    authorId: row.accountId,
    author: row.author,
  }
}
