import { recordEvent } from '../audit/record-event'
import { inTransaction, type PortalContext } from '../context'
import { may } from '../may'
import { lockDraft } from './draft'
import { draftProblems } from './draft-problems'
import { newestVersion } from './published-versions'

/** An admin hands the draft in for its release by an approver (DS-11). From here on it does not change. */
export async function submitDraft(
  ctx: PortalContext,
  { number, revision }: { number: number; revision: number },
): Promise<{ outcome: 'submitted' | 'no-draft' | 'stale' } | { outcome: 'incomplete'; problems: string[] }> {
  const { accountId } = may.staff(ctx, 'submitPolicyDraft')
  return inTransaction(ctx, async (tx) => {
    const locked = await lockDraft(tx, { number, revision })
    if (locked.outcome !== 'locked') return locked
    const problems = draftProblems(locked.draft, await newestVersion(tx))
    if (problems.length > 0) return { outcome: 'incomplete', problems }
    if (locked.draft.submittedAt) return { outcome: 'submitted' }
    await tx.db.policyVersion.update({
      where: { number },
      data: { submittedAt: tx.now(), submittedBy: accountId, returnedReason: null },
      select: { number: true },
    })
    await recordEvent(tx, 'policy.draft-submitted', { details: { version: number, revision } })
    return { outcome: 'submitted' }
  })
}
