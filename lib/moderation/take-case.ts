import { recordEvent } from '../audit/record-event'
import { inTransaction, type PortalContext } from '../context'
import { may } from '../may'

/** Somebody of the moderation takes a case, so that no two work on it, or gives it back. `already-decided`: there is nothing left to do. */
export function takeCase(
  ctx: PortalContext,
  { caseId, take }: { caseId: string; take: boolean },
): Promise<{ outcome: 'taken' | 'given-back' | 'already-decided' }> {
  return inTransaction(ctx, async (tx) => {
    const { accountId } = await may.staffNow(tx, 'takeOverCase')
    const { count } = await tx.db.moderationCase.updateMany({
      where: { id: caseId, closedAt: null },
      data: { assignedTo: take ? accountId : null },
    })
    if (count === 0) return { outcome: 'already-decided' }
    await recordEvent(tx, 'moderation.case-taken', { details: { caseId, decision: take ? 'taken' : 'given-back' } })
    return { outcome: take ? 'taken' : 'given-back' }
  })
}
