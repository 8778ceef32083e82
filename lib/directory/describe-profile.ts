import { z } from 'zod'
import { memberGroupLabels, subjectLabels } from '../codes'
import { type ContentDescription } from '../content'
import { type PortalContext } from '../context'
import { Prisma } from '../db/generated/client'
import { rowOf } from '../db/rows'
import { looksBehind } from '../may'
import { recordContentLook } from '../moderation/record-content-look'
import { linesOf } from '../writing/stored'
import { appearsSql, entryColumnsSql, shownEntryRow } from './shown-entry'

const describeProfileRow = shownEntryRow.extend({ appears: z.boolean() })

/**
 * The entry of a member for pages outside of this room, without an address (DS-08): to members as the directory shows it; moderators
 * see it also while it is not shown, because it may have been reported (DS-07), and their look is recorded (DS-06).
 */
export async function describeProfile(ctx: PortalContext, id: string): Promise<ContentDescription | undefined> {
  const { actor } = ctx
  if (actor.kind !== 'member') return undefined
  const shown = looksBehind(ctx) ? Prisma.sql`a.email_confirmed_at IS NOT NULL` : appearsSql
  const row = await rowOf(ctx, describeProfileRow)`
    SELECT ${entryColumnsSql}, coalesce(${appearsSql}, false) AS appears FROM account a LEFT JOIN directory_entry e ON e.account_id = a.id
    WHERE a.id = ${id}::uuid AND ${shown}`
  if (!row) return undefined
  if (!row.appears && id !== actor.accountId) await recordContentLook(ctx, { kind: 'profile', id, authorId: id })
  const author = [row.name, row.title].filter(Boolean).join(', ')
  const lines = [
    row.memberGroup && memberGroupLabels[row.memberGroup],
    row.position,
    row.subjects.map((key) => subjectLabels[key]).join(', '),
    row.introduction && linesOf(row.introduction, row.drawn),
    row.website,
  ]
  return {
    title: author,
    text: lines.filter(Boolean).join('\n'),
    path: `/akteure/${id}`,
    authorId: id,
    author,
  }
}
