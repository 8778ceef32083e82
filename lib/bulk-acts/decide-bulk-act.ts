import { recordEvent } from '../audit/record-event'
import { SECOND_PERSON_PERIOD } from '../auth/limits'
import { requireStaffNow } from '../auth/require-staff-now'
import { inTransaction, type PortalContext } from '../context'
import { alertStaff } from '../mail/alert-staff'

type Named = { actId: string }
type Locked = { preparedBy: string; submittedAt: Date | null; since: Date }

/** The first person has seen the preview and asks for the release; everybody who may release it gets a mail. */
export function submitBulkAct(
  ctx: PortalContext,
  { actId }: Named,
): Promise<{ outcome: 'submitted' | 'not-open' | 'not-yours' }> {
  return inTransaction(ctx, async (tx) => {
    const staff = await requireStaffNow(tx, ['admin'])
    const act = await lockOpen(tx, actId)
    if (!act || act.submittedAt) return { outcome: 'not-open' }
    if (act.preparedBy !== staff.accountId) return { outcome: 'not-yours' }
    await tx.db.bulkAct.update({ where: { id: actId }, data: { submittedAt: tx.now() }, select: { id: true } })
    await recordEvent(tx, 'bulk.submitted', { subjectId: actId })
    await alertStaff(tx, {
      headline: 'Ein Sammelvorgang wartet auf die Freigabe',
      lines: ['Eine zweite Person muss ihn innerhalb eines Tages freigeben, sonst verfällt er.'],
      path: `/admin/mitglieder/sammelvorgaenge/${actId}`,
    })
    return { outcome: 'submitted' }
  })
}

/**
 * A second person releases the act (DS-06), within SECOND_PERSON_PERIOD and only while the first one still may prepare it: two people
 * with a role stand behind it at this moment. It is carried out by carryOutBulkActs.
 */
export function releaseBulkAct(
  ctx: PortalContext,
  { actId }: Named,
): Promise<{ outcome: 'released' | 'same-person' | 'not-open' | 'first-person-gone' }> {
  return inTransaction(ctx, async (tx) => {
    const staff = await requireStaffNow(tx, ['admin', 'dpo'])
    const act = await lockOpen(tx, actId)
    if (!act?.submittedAt) return { outcome: 'not-open' }
    if (act.preparedBy === staff.accountId) return { outcome: 'same-person' }
    const first = tx.db.account.count({
      where: { id: act.preparedBy, role: 'admin', suspensions: { none: { endedAt: null } } },
    })
    if ((await first) === 0) return { outcome: 'first-person-gone' }
    await decide(tx, actId, 'released', staff.accountId)
    await recordEvent(tx, 'bulk.released', { subjectId: actId })
    return { outcome: 'released' }
  })
}

/** The second person says no, or the first one takes it back. Nobody was touched; the choice is forgotten. */
export function rejectBulkAct(ctx: PortalContext, { actId }: Named): Promise<{ outcome: 'rejected' | 'not-open' }> {
  return inTransaction(ctx, async (tx) => {
    const staff = await requireStaffNow(tx, ['admin', 'dpo'])
    if (!(await lockOpen(tx, actId))) return { outcome: 'not-open' }
    await decide(tx, actId, 'rejected', staff.accountId)
    await tx.db.bulkActTarget.deleteMany({ where: { actId } })
    await recordEvent(tx, 'bulk.rejected', { subjectId: actId })
    return { outcome: 'rejected' }
  })
}

/** Stops an act that is being carried out: whoever it has not reached yet stays as they are. One person is enough. */
export function stopBulkAct(ctx: PortalContext, { actId }: Named): Promise<{ outcome: 'stopped' | 'not-running' }> {
  return inTransaction(ctx, async (tx) => {
    const staff = await requireStaffNow(tx, ['admin', 'dpo'])
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
    const expired = await tx.db.$queryRaw<{ id: string }[]>`
      UPDATE bulk_act SET decision = 'expired', decided_at = ${tx.now()}::timestamptz
      WHERE decided_at IS NULL AND coalesce(submitted_at, prepared_at) < ${endOfTime(tx)}::timestamptz RETURNING id`
    for (const { id } of expired) {
      await tx.db.bulkActTarget.deleteMany({ where: { actId: id } })
      await recordEvent(tx, 'bulk.expired', { subjectId: id })
    }
    return expired.length
  })
}

/** Undecided and in time, locked. */
async function lockOpen(tx: PortalContext, actId: string): Promise<Locked | undefined> {
  const [act] = await tx.db.$queryRaw<Locked[]>`
    SELECT prepared_by AS "preparedBy", submitted_at AS "submittedAt", coalesce(submitted_at, prepared_at) AS since
    FROM bulk_act WHERE id = ${actId}::uuid AND decided_at IS NULL FOR UPDATE`
  return act && act.since >= endOfTime(tx) ? act : undefined
}

async function decide(tx: PortalContext, id: string, decision: string, decidedBy: string): Promise<void> {
  await tx.db.bulkAct.update({
    where: { id },
    data: { decision, decidedAt: tx.now(), decidedBy },
    select: { id: true },
  })
}

function endOfTime(tx: PortalContext): Date {
  return new Date(tx.now().getTime() - SECOND_PERSON_PERIOD * 1000)
}
