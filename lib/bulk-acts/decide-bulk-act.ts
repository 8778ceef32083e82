import { recordEvent } from '../audit/record-event'
import { inTransaction, type PortalContext } from '../context'
import { expire } from '../four-eyes/expire'
import { reject, type Unrejected } from '../four-eyes/reject'
import { release } from '../four-eyes/release'
import { type Unfit } from '../four-eyes/second-person'
import { submit } from '../four-eyes/submit'
import { may } from '../may'

type Named = { actId: string }

/** The first person has seen the preview and asks for the release; the work queue tells everybody who may release it. */
export function submitBulkAct(
  ctx: PortalContext,
  { actId }: Named,
): Promise<{ outcome: 'submitted' | 'not-open' | 'not-yours' }> {
  return inTransaction(ctx, async (tx) => {
    const submitted = await submit(tx, 'bulk-act', actId)
    if (submitted.outcome !== 'submitted') return submitted
    const { submittedAt } = submitted
    await tx.db.bulkAct.update({ where: { id: actId }, data: { submittedAt }, select: { id: true } })
    await recordEvent(tx, 'bulk.submitted', { subjectId: actId })
    return { outcome: 'submitted' }
  })
}

/** A second person releases the act (DS-06, lib/four-eyes/release.ts). It is carried out by carryOutBulkActs. */
export async function releaseBulkAct(
  ctx: PortalContext,
  { actId }: Named,
): Promise<{ outcome: 'released' | 'not-open' | Unfit }> {
  may.staff(ctx, 'releaseBulk')
  return inTransaction(ctx, async (tx) => {
    const released = await release(tx, 'bulk-act', { id: actId, concerned: await targetsOf(tx, actId) })
    if (released.outcome !== 'released') return released
    await tx.db.bulkAct.update({ where: { id: actId }, data: released.release, select: { id: true } })
    await recordEvent(tx, 'bulk.released', { subjectId: actId })
    return { outcome: 'released' }
  })
}

/** The second person says no, or the first one takes it back. Nobody was touched; the choice is forgotten. */
export async function rejectBulkAct(
  ctx: PortalContext,
  { actId }: Named,
): Promise<{ outcome: 'rejected' | Unrejected }> {
  may.staff(ctx, 'rejectBulk')
  return inTransaction(ctx, async (tx) => {
    const rejected = await reject(tx, 'bulk-act', { id: actId, concerned: await targetsOf(tx, actId) })
    if (rejected.outcome !== 'rejected') return rejected
    await tx.db.bulkAct.update({ where: { id: actId }, data: rejected.rejection, select: { id: true } })
    await tx.db.bulkActTarget.deleteMany({ where: { actId } })
    await recordEvent(tx, 'bulk.rejected', { subjectId: actId })
    return { outcome: 'rejected' }
  })
}

async function targetsOf(tx: PortalContext, actId: string): Promise<string[]> {
  const targets = await tx.db.bulkActTarget.findMany({ where: { actId }, select: { accountId: true } })
  return targets.map(({ accountId }) => accountId)
}

/** Stops an act that is being carried out: whoever it has not reached yet stays as they are. One person is enough. */
export function stopBulkAct(ctx: PortalContext, { actId }: Named): Promise<{ outcome: 'stopped' | 'not-running' }> {
  return inTransaction(ctx, async (tx) => {
    const staff = await may.staffNow(tx, 'stopBulk')
    await tx.db.$queryRaw`SELECT 1 FROM bulk_act WHERE id = ${actId}::uuid FOR UPDATE`
    const { count } = await tx.db.bulkAct.updateMany({
      where: { id: actId, decision: 'released', finishedAt: null },
      data: { finishedAt: tx.now(), stoppedBy: staff.accountId },
    })
    if (count === 0) return { outcome: 'not-running' }
    const { count: spared } = await tx.db.bulkActTarget.deleteMany({ where: { actId } })
    await recordEvent(tx, 'bulk.stopped', { subjectId: actId, details: { spared } })
    return { outcome: 'stopped' }
  })
}

/** Duty: acts that nobody released in time are void, and the choice is forgotten. */
export function expireBulkActs(ctx: PortalContext): Promise<number> {
  return inTransaction(ctx, async (tx) => {
    const expired = await expire(tx, 'bulk-act')
    for (const id of expired) {
      await tx.db.bulkActTarget.deleteMany({ where: { actId: id } })
      await recordEvent(tx, 'bulk.expired', { subjectId: id })
    }
    return expired.length
  })
}
