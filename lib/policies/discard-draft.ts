import { recordEvent } from '../audit/record-event'
import { inTransaction, type PortalContext } from '../context'
import { may } from '../may'
import { lockDraft } from './draft'

/** Throws the draft away; its number becomes free. A published version cannot be thrown away. */
export async function discardDraft(
  ctx: PortalContext,
  { number, revision }: { number: number; revision: number },
): Promise<{ outcome: 'discarded' | 'no-draft' | 'stale' }> {
  may.staff(ctx, 'discardPolicyDraft')
  return inTransaction(ctx, async (tx) => {
    const locked = await lockDraft(tx, { number, revision })
    if (locked.outcome !== 'locked') return locked
    await tx.db.policyVersion.deleteMany({ where: { number, publishedAt: null } })
    await recordEvent(tx, 'policy.draft-discarded', { details: { version: number, revision } })
    return { outcome: 'discarded' }
  })
}
