import { memberGroupLabels } from '../accounts/member-groups'
import { type ContentDescription } from '../content'
import { type PortalContext } from '../context'
import { Prisma } from '../db/generated/client'
import { plainText } from '../markdown'
import { subjects } from '../subjects'
import { appearsSql, entryColumnsSql, type ShownEntry } from './shown-entry'

/**
 * The entry of a member for pages outside of this room, without an address (DS-08): to members as the directory shows it; staff see it also
 * while it is not shown, because it may have been reported (DS-07).
 */
export async function describeProfile(ctx: PortalContext, id: string): Promise<ContentDescription | undefined> {
  const { actor } = ctx
  if (actor.kind !== 'member') return undefined
  const shown = actor.role === 'member' ? appearsSql : Prisma.sql`a.email_confirmed_at IS NOT NULL`
  const [row] = await ctx.db.$queryRaw<ShownEntry[]>`
    SELECT ${entryColumnsSql} FROM account a LEFT JOIN directory_entry e ON e.account_id = a.id
    WHERE a.id = ${id}::uuid AND ${shown}`
  if (!row) return undefined
  const author = [row.name, row.title].filter(Boolean).join(', ')
  const lines = [
    row.memberGroup && memberGroupLabels[row.memberGroup],
    row.position,
    row.subjects.map((key) => subjects[key]).join(', '),
    row.introduction && plainText(row.introduction),
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
