import { type ContentDescription } from '../content'
import { type PortalContext } from '../context'
import { Prisma } from '../db/generated/client'
import { type MemberGroup } from '../db/generated/enums'
import { memberGroupLabels } from './member-groups'
import { isShownSql } from './shown-member'

type Row = {
  surname: string
  givenName: string
  memberGroup: MemberGroup
  organisation: string | null
  position: string | null
}

/** The profile of a member as other members see it, without an address (DS-08); staff see it also while it is not shown. */
export async function describeProfile(ctx: PortalContext, id: string): Promise<ContentDescription | undefined> {
  const { actor } = ctx
  if (actor.kind !== 'member') return undefined
  const shown = actor.role === 'member' ? isShownSql : Prisma.sql`a.email_confirmed_at IS NOT NULL`
  const [row] = await ctx.db.$queryRaw<Row[]>`
    SELECT a.surname, a.given_name AS "givenName", a.member_group::text AS "memberGroup", a.organisation, a.position
    FROM account a WHERE a.id = ${id}::uuid AND ${shown}`
  if (!row) return undefined
  const author = [`${row.givenName} ${row.surname}`, row.organisation].filter(Boolean).join(', ')
  return {
    title: author,
    text: [memberGroupLabels[row.memberGroup], row.organisation, row.position].filter(Boolean).join('\n'),
    path: `/akteure/${id}`,
    authorId: id,
    author,
  }
}
