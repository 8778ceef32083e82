import { recordEvent } from '../audit/record-event'
import { endAllSessions } from '../auth/sessions'
import { inTransaction, type PortalContext } from '../context'
import { type Role } from '../db/generated/enums'
import { isRestricted } from '../db/standing'
import { Refused } from '../result'
import { lockTeam } from './lock-team'
import { tellTeamChange } from './tell-team-change'

export type SetRoleOutcome = { outcome: 'changed' | 'unchanged' | 'unknown-member' | 'last-one' | 'restricted' }

/**
 * For the operator of the machine only: gives an account another role (DS-06). In the portal that takes two people
 * (decide-staff-change.ts).
 */
export function setRole(
  ctx: PortalContext,
  { accountId, role }: { accountId: string; role: Role },
): Promise<SetRoleOutcome> {
  if (ctx.actor.kind !== 'operator') throw new Refused('role')
  return inTransaction(ctx, async (tx) => {
    await lockTeam(tx, accountId)
    return changeRole(tx, { accountId, role })
  })
}

/**
 * Changes the role and ends the sessions, because a session is as long as the role allows (S-C); the person and all staff get a mail.
 * `last-one`: somebody stays admin, and somebody approver. While processing is restricted nobody gets other rights (GDPR Art. 18); staff can lose
 * theirs, for that protects others. Call it in the transaction that has locked the team.
 */
export async function changeRole(
  tx: PortalContext,
  { accountId, role, changeId }: { accountId: string; role: Role; changeId?: string },
): Promise<SetRoleOutcome> {
  const account = await tx.db.account.findUnique({ where: { id: accountId }, select: { role: true } })
  if (!account) return { outcome: 'unknown-member' }
  const { role: from } = account
  if (from === role) return { outcome: 'unchanged' }
  if ((from === 'admin' || from === 'approver') && (await tx.db.account.count({ where: { role: from } })) === 1)
    return { outcome: 'last-one' }
  if (role !== 'member' && (await isRestricted(tx, accountId))) return { outcome: 'restricted' }
  await tx.db.account.update({ where: { id: accountId }, data: { role }, select: { id: true } })
  await endAllSessions(tx, accountId)
  const details = { from, to: role, ...(changeId ? { changeId } : {}) }
  await recordEvent(tx, 'account.role-changed', { subjectId: accountId, details })
  await tellTeamChange(tx, { accountId, stage: 'done', role })
  return { outcome: 'changed' }
}
