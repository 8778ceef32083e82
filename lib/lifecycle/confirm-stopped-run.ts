import { recordEvent } from '../audit/record-event'
import { inTransaction, type PortalContext } from '../context'
import { Refused } from '../result'
import { type BrakeReadings } from './brakes'

/** A confirmation that no run used within this many days has no effect any more. */
const CONFIRMATION_DAYS = 7

/**
 * Staff looked at a run that a brake stopped and let the next one go on, once and only for what this run saw (DS-05).
 * `not-stopped`: no such run, or it was not stopped. Who may: admin and dpo, or the operator at the command line.
 */
export async function confirmStoppedRun(
  ctx: PortalContext,
  { runId }: { runId: string },
): Promise<{ outcome: 'confirmed' | 'already-confirmed' | 'not-stopped' }> {
  const { actor } = ctx
  const isAllowed =
    actor.kind === 'operator' || (actor.kind === 'member' && (actor.role === 'admin' || actor.role === 'dpo'))
  if (!isAllowed) throw new Refused('role')
  return inTransaction(ctx, async (tx) => {
    const { count } = await tx.db.sweepRun.updateMany({
      where: { id: runId, brake: { not: null }, confirmedAt: null },
      data: { confirmedAt: tx.now(), confirmedBy: actor.kind === 'member' ? actor.accountId : null },
    })
    if (count === 1) {
      await recordEvent(tx, 'lifecycle.sweep-confirmed', { subjectId: runId })
      return { outcome: 'confirmed' }
    }
    const confirmed = await tx.db.sweepRun.count({ where: { id: runId, confirmedAt: { not: null } } })
    return { outcome: confirmed ? 'already-confirmed' : 'not-stopped' }
  })
}

/** The newest confirmation that a run may still use: unused, or used by a run that could not finish its work. */
export async function openConfirmation(
  ctx: PortalContext,
): Promise<{ runId: string; readings: BrakeReadings } | undefined> {
  const since = new Date(ctx.now().getTime() - CONFIRMATION_DAYS * 24 * 60 * 60 * 1000)
  const [row] = await ctx.db.$queryRaw<{ runId: string; readings: BrakeReadings }[]>`
    SELECT stopped.id AS "runId", stopped.brake_details AS readings
    FROM sweep_run stopped LEFT JOIN sweep_run used ON used.id = stopped.confirmation_used_by
    WHERE stopped.confirmed_at > ${since}::timestamptz
      AND (stopped.confirmation_used_by IS NULL OR used.finished_at IS NULL OR used.out_of_time OR used.error IS NOT NULL)
    ORDER BY stopped.confirmed_at DESC LIMIT 1`
  return row
}
