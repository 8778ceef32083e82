import { z } from 'zod'
import { type Actor, type PortalContext } from '../context'
import { rowOf } from '../db/rows'
import { Refused } from '../result'
import { type StaffRole } from './permissions'

const requireStaffNowRow = z.strictObject({ role: z.string(), isClosed: z.boolean() })

/**
 * Second lock of an act by two people: the actor's row is locked and read in the transaction of the act, so that a role that is taken
 * away, or a suspension, while the act is under way either waits for it or stops it (DS-06). Throws Refused.
 */
export async function requireStaffNow(
  tx: PortalContext,
  roles: readonly StaffRole[],
): Promise<Extract<Actor, { kind: 'member' }>> {
  const { actor } = tx
  if (actor.kind !== 'member' || actor.role === 'member') throw new Refused('role')
  await tx.db.$queryRaw`SELECT 1 FROM account WHERE id = ${actor.accountId}::uuid FOR SHARE`
  // A statement of its own: it sees what whoever held the row has just committed, a suspension as well as another role.
  const row = await rowOf(tx, requireStaffNowRow)`
    SELECT a.role::text AS role,
      EXISTS (SELECT FROM suspension p WHERE p.account_id = a.id AND p.ended_at IS NULL)
      OR EXISTS (SELECT FROM legal_hold h WHERE h.account_id = a.id AND h.released_at IS NULL) AS "isClosed"
    FROM account a WHERE a.id = ${actor.accountId}::uuid`
  if (!row || row.isClosed || !roles.some((role) => role === row.role)) throw new Refused('role')
  return actor
}
