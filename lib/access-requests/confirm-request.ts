import { recordEvent } from '../audit/record-event'
import { inspectToken, type LinkState, redeemToken } from '../auth/token'
import { inTransaction, type PortalContext } from '../context'
import { appendErasures } from '../erasure/erasure-log'
import { carryOut } from './carry-out-request'
import { lockOpenRequest } from './lock-open-request'

export type ConfirmRequestOutcome = {
  outcome: 'erased' | 'held' | 'confirmed' | Exclude<LinkState['outcome'], 'open'>
}

const purpose = 'confirm_request'

/**
 * The person confirms the request through the stored address. A wish to be erased is carried out at once, in the same
 * transaction (DS-04): nobody has to wait for staff, and nothing is half done. Under a legal hold the confirmation is
 * kept and the erasure waits (DS-10). Any other request waits for the answer of staff (DS-12). A link that ended in another way says how; confirming twice
 * erases once.
 */
export async function confirmRequest(
  ctx: PortalContext,
  { secret }: { secret: string },
): Promise<ConfirmRequestOutcome> {
  const result = await inTransaction<ConfirmRequestOutcome>(ctx, async (tx) => {
    // The account is locked before its token: an erasure for another reason at the same moment locks in that order too.
    const claim = await inspectToken(tx, { secret, purpose })
    if (claim.outcome !== 'open') return { outcome: claim.outcome }
    const { accountId, requestId } = claim
    const request = requestId ? await lockOpenRequest(tx, requestId) : undefined
    const { outcome } = await inspectToken(tx, { secret, purpose })
    if (outcome !== 'open') return { outcome }
    if (!requestId || !request) return { outcome: 'invalid' }
    await redeemToken(tx, { secret, purpose })
    await tx.db.dataRequest.update({
      where: { id: requestId },
      data: { identityConfirmedAt: tx.now() },
      select: { id: true },
    })
    await recordEvent(tx, 'request.identity-confirmed', { subjectId: accountId, details: { requestId } })
    return request.kind === 'erasure' ? carryOut(tx, { accountId, requestId }) : { outcome: 'confirmed' }
  })
  if (result.outcome === 'erased') await appendErasures(ctx)
  return result
}
