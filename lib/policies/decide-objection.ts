import { recordEvent } from '../audit/record-event'
import { type ObjectionDecision } from '../codes'
import { inTransaction, type PortalContext } from '../context'
import { may } from '../may'

/**
 * Staff record what is done about an objection (DS-11): keep the account under the version that governed before, talk with the
 * member, or offer the erasure. A later decision takes the place of an earlier one; both are in the audit record.
 */
export async function decideObjection(
  ctx: PortalContext,
  { objectionId, decision, note }: { objectionId: string; decision: ObjectionDecision; note?: string },
): Promise<{ outcome: 'decided' | 'no-objection' }> {
  const { accountId: decidedBy } = may.staff(ctx, 'decideOnObjection')
  return inTransaction(ctx, async (tx) => {
    const open = await tx.db.policyObjection.findFirst({
      where: { id: objectionId, withdrawnAt: null },
      select: { accountId: true, versionNumber: true },
    })
    const { count } = await tx.db.policyObjection.updateMany({
      where: { id: objectionId, withdrawnAt: null },
      data: { decision, decisionNote: note || null, decidedAt: tx.now(), decidedBy },
    })
    if (!open || count === 0) return { outcome: 'no-objection' }
    await recordEvent(tx, 'policy.objection-decided', {
      subjectId: open.accountId,
      details: { objectionId, version: open.versionNumber, decision },
    })
    return { outcome: 'decided' }
  })
}
