import { recordEvent } from '../audit/record-event'
import { inTransaction, type PortalContext } from '../context'
import { may } from '../may'
import { lockDraft } from './draft'

/** An approver gives the draft back with a reason, or an admin takes it back to go on writing. */
export async function returnDraft(
  ctx: PortalContext,
  { number, revision, reason }: { number: number; revision: number; reason: string },
): Promise<{ outcome: 'returned' | 'not-submitted' | 'no-draft' | 'stale' }> {
  const { role } = may.staff(ctx, 'returnPolicyDraft')
  return inTransaction(ctx, async (tx) => {
    const locked = await lockDraft(tx, { number, revision })
    if (locked.outcome !== 'locked') return locked
    if (!locked.draft.submittedAt) return { outcome: 'not-submitted' }
    await tx.db.policyVersion.update({
      where: { number },
      data: { submittedAt: null, submittedBy: null, returnedReason: reason },
      select: { number: true },
    })
    await recordEvent(tx, 'policy.draft-returned', { details: { version: number, revision, by: role } })
    return { outcome: 'returned' }
  })
}
