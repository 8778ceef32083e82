import { recordEvent } from '../audit/record-event'
import { endAllSessions } from '../auth/sessions'
import { inTransaction, type PortalContext } from '../context'
import { type Role } from '../db/generated/enums'
import { Refused } from '../result'
import { isRestricted } from './shown-member'

export type SetRoleOutcome = { outcome: 'changed' | 'unchanged' | 'unknown-member' | 'last-admin' | 'restricted' }

/**
 * Gives an account another role (rights: lib/auth/permissions.ts) and ends its sessions, because a session is as long
 * as the role allows (S-C). Nobody changes the own role, and the last admin stays admin. DS-06. While processing is restricted nobody gets
 * other rights (GDPR Art. 18); staff can lose theirs, for that protects others.
 */
export function setRole(
  ctx: PortalContext,
  { accountId, role }: { accountId: string; role: Role },
): Promise<SetRoleOutcome> {
  const { actor } = ctx
  if (actor.kind === 'visitor') throw new Refused('role')
  if (actor.kind === 'member' && (actor.role !== 'admin' || actor.accountId === accountId)) throw new Refused('role')
  return inTransaction(ctx, async (tx) => {
    // All admins are locked first, in one order: two admins who demote each other leave one of them.
    const admins = await tx.db.$queryRaw<{ id: string }[]>`
      SELECT id FROM account WHERE role = 'admin' ORDER BY id FOR UPDATE`
    const [account] = await tx.db.$queryRaw<{ role: Role }[]>`
      SELECT role::text AS role FROM account WHERE id = ${accountId}::uuid FOR UPDATE`
    if (!account) return { outcome: 'unknown-member' }
    if (account.role === role) return { outcome: 'unchanged' }
    if (account.role === 'admin' && admins.length === 1) return { outcome: 'last-admin' }
    if (role !== 'member' && (await isRestricted(tx, accountId))) return { outcome: 'restricted' }
    await tx.db.account.update({ where: { id: accountId }, data: { role }, select: { id: true } })
    await endAllSessions(tx, accountId)
    await recordEvent(tx, 'account.role-changed', { subjectId: accountId, details: { from: account.role, to: role } })
    return { outcome: 'changed' }
  })
}
