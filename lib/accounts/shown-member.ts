import { type PortalContext } from '../context'
import { Prisma } from '../db/generated/client'
import { anyRow } from '../db/rows'
import { Refused } from '../result'

/** Is processing of the account with this id restricted (GDPR Art. 18)? Its data are stored and not used. */
export function isRestrictedSql(column: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`EXISTS (SELECT FROM restriction r WHERE r.account_id = ${column} AND r.lifted_at IS NULL)`
}

/** The same for one account. Ask after its row was locked: a restriction that is placed at the same moment waits for that lock. */
export async function isRestricted(tx: PortalContext, accountId: string): Promise<boolean> {
  return (await tx.db.restriction.count({ where: { accountId, liftedAt: null } })) > 0
}

/**
 * Is the member with this id there for others? Who is sealed by a legal hold is not: no profile, no posts, no publications (DS-10), nor who
 * asked for a restriction of processing (GDPR Art. 18).
 * `column`: the id of an account in the surrounding statement, e.g. Prisma.sql`p.author_id`. Content whose author is erased (null) is there.
 */
export function isPresentSql(column: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`(NOT EXISTS (SELECT FROM legal_hold h WHERE h.account_id = ${column} AND h.released_at IS NULL)
    AND NOT ${isRestrictedSql(column)})`
}

/** Can the member (account `a`) be found and written to? Present, confirmed, verified or staff, and not suspended (DS-07, DS-08). */
export const isShownSql = Prisma.sql`(a.email_confirmed_at IS NOT NULL AND (a.verified_at IS NOT NULL OR a.role <> 'member')
  AND NOT EXISTS (SELECT FROM suspension p WHERE p.account_id = a.id AND p.ended_at IS NULL)
  AND ${isPresentSql(Prisma.sql`a.id`)})`

/**
 * Who acts, if staff have verified this member (DS-07) and neither a suspension nor a hold has come meanwhile; the row is locked against
 * erasure until the transaction ends. Throws Refused otherwise. For the beginning of every verb that shows something to others.
 */
export async function requireShownMember(tx: PortalContext): Promise<string> {
  const { actor } = tx
  if (actor.kind !== 'member') throw new Refused('member')
  const isShown = await anyRow(tx)`
    SELECT 1 FROM account a WHERE a.id = ${actor.accountId}::uuid AND ${isShownSql} FOR KEY SHARE OF a`
  if (!isShown) throw new Refused('unverified')
  return actor.accountId
}
