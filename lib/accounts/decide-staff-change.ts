import { recordEvent } from '../audit/record-event'
import { inTransaction, type PortalContext } from '../context'
import { expire } from '../four-eyes/expire'
import { reject, type Unrejected } from '../four-eyes/reject'
import { release } from '../four-eyes/release'
import { type Unfit } from '../four-eyes/second-person'
import { may } from '../may'
import { lockTeam } from './lock-team'
import { resetNow } from './reset-factors'
import { changeRole, type SetRoleOutcome } from './set-role'

type Named = { changeId: string }

/**
 * An approver releases a change of the team, and it happens (DS-06): the role is another one, or the second factor is gone; the sessions of the person end,
 * and the person and all staff are told. What cannot be done any more (`unchanged`, `last-one` …) stays open until somebody rejects it or its time is over.
 */
export async function releaseStaffChange(
  ctx: PortalContext,
  { changeId }: Named,
): Promise<{ outcome: 'reset' | 'no-factor' | 'not-open' | Unfit } | SetRoleOutcome> {
  may.staff(ctx, 'releaseTeamChange')
  return inTransaction(ctx, async (tx) => {
    const change = await tx.db.staffChange.findUnique({
      where: { id: changeId },
      select: { accountId: true, role: true },
    })
    if (!change) return { outcome: 'not-open' }
    const { accountId, role } = change
    await lockTeam(tx, accountId)
    const released = await release(tx, 'staff-change', { id: changeId, concerned: [accountId] })
    if (released.outcome !== 'released') return released
    const done = role
      ? await changeRole(tx, { accountId, role, changeId })
      : await resetNow(tx, { accountId, changeId })
    if (done.outcome !== 'changed' && done.outcome !== 'reset') return done
    await tx.db.staffChange.update({ where: { id: changeId }, data: released.release, select: { id: true } })
    return done
  })
}

/** An approver says no, or an admin takes it back. Nothing has changed. */
export async function rejectStaffChange(
  ctx: PortalContext,
  { changeId }: Named,
): Promise<{ outcome: 'rejected' | Unrejected }> {
  may.staff(ctx, 'rejectTeamChange')
  return inTransaction(ctx, async (tx) => {
    const change = await tx.db.staffChange.findUnique({ where: { id: changeId }, select: { accountId: true } })
    if (!change) return { outcome: 'not-open' }
    const { accountId } = change
    const rejected = await reject(tx, 'staff-change', { id: changeId, concerned: [accountId] })
    if (rejected.outcome !== 'rejected') return rejected
    await tx.db.staffChange.update({ where: { id: changeId }, data: rejected.rejection, select: { id: true } })
    await recordEvent(tx, 'team.change-rejected', { subjectId: accountId, details: { changeId } })
    return { outcome: 'rejected' }
  })
}

/** Duty: changes that nobody released in time are void. */
export function expireStaffChanges(ctx: PortalContext): Promise<{ staffChangesExpired: number }> {
  return inTransaction(ctx, async (tx) => {
    const expired = await expire(tx, 'staff-change')
    for (const changeId of expired) await recordEvent(tx, 'team.change-expired', { details: { changeId } })
    return { staffChangesExpired: expired.length }
  })
}
