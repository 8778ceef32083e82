import { INDEPENDENCE_PERIOD } from '../auth/limits'
import { type StaffRole } from '../auth/permissions'
import { type PortalContext } from '../context'
import { Prisma } from '../db/generated/client'
import { idRow, rowsOf } from '../db/rows'
import { mayActSql } from '../db/standing'
import { may } from '../may'
import { isConcerned } from './is-concerned'

/** Why somebody is not the second person: prepared it; got role or factor from whoever did; it is about them; or the first one is gone. */
export type Unfit = 'same-person' | 'not-independent' | 'concerned' | 'first-person-gone'

type Asked = {
  /** Roles that may release. */
  roles: readonly StaffRole[]
  /** Accounts of those who prepared it; empty: a duty did. */
  first: readonly string[]
  /** Roles that they must have at this moment, and not be suspended; undefined: their part is over. */
  firstRoles?: readonly StaffRole[]
  /** The accounts that the act is about. */
  concerned: readonly string[]
}

/**
 * The one place that says who may be the second person (DS-06): somebody with the role at this moment, who did not prepare the act, whom it is
 * not about, and who was neither appointed by nor got the second factor reset by one of those who prepared it within INDEPENDENCE_PERIOD. Both who ask for
 * an appointment and who releases it appoint. What the command line gave binds nobody. Throws Refused.
 */
export async function secondPerson(
  tx: PortalContext,
  { roles, first, firstRoles, concerned }: Asked,
): Promise<{ outcome: 'fit'; staffId: string } | { outcome: Unfit }> {
  const { accountId: staffId } = await may.staffNow(tx, roles)
  if (first.includes(staffId)) return { outcome: 'same-person' }
  if (isConcerned(tx, concerned)) return { outcome: 'concerned' }
  const since = new Date(tx.now().getTime() - INDEPENDENCE_PERIOD * 1000)
  // Statements after the lock on the person: a change of the team that was under way is seen.
  const bound = await tx.db.staffChange.count({
    where: {
      accountId: staffId,
      decision: 'released',
      decidedAt: { gt: since },
      OR: [{ preparedBy: { in: [...first] } }, { decidedBy: { in: [...first] } }],
    },
  })
  if (bound > 0) return { outcome: 'not-independent' }
  if (!firstRoles) return { outcome: 'fit', staffId }
  const still = await rowsOf(tx, idRow)`
    SELECT id FROM account
    WHERE id = ANY(${first}::uuid[]) AND role = ANY(${firstRoles}::role[]) AND ${mayActSql(Prisma.sql`account.id`)}`
  return still.length === new Set(first).size ? { outcome: 'fit', staffId } : { outcome: 'first-person-gone' }
}
