import { recordEvent } from '../audit/record-event'
import { inTransaction, type PortalContext } from '../context'
import { may } from '../may'
import { lockDraft } from './draft'

export type DraftContent = {
  inactivityPeriod: string
  responsePeriod: string
  objectionPeriod: string
  accessLogPeriod: string
  changeSummary: string
  body: string
}

/**
 * Stores the draft, finished or not. `stale`: somebody else has saved since this text was opened, nothing is overwritten.
 * `submitted`: it waits for its release and does not change.
 */
export async function saveDraft(
  ctx: PortalContext,
  { number, revision, ...content }: DraftContent & { number: number; revision: number },
): Promise<{ outcome: 'saved'; revision: number } | { outcome: 'no-draft' | 'stale' | 'submitted' }> {
  const { accountId } = may.staff(ctx, 'savePolicyDraft')
  return inTransaction(ctx, async (tx) => {
    const locked = await lockDraft(tx, { number, revision })
    if (locked.outcome !== 'locked') return locked
    if (locked.draft.submittedAt) return { outcome: 'submitted' }
    const changeSummary = content.changeSummary || null
    await tx.db.policyVersion.update({
      where: { number },
      data: { ...content, changeSummary, revision: revision + 1, editedBy: accountId, editedAt: tx.now() },
      select: { number: true },
    })
    await recordEvent(tx, 'policy.draft-saved', { details: { version: number, revision: revision + 1 } })
    return { outcome: 'saved', revision: revision + 1 }
  })
}
