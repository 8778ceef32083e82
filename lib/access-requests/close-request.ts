import { recordEvent } from '../audit/record-event'
import { inTransaction, type PortalContext } from '../context'
import { cancelMails } from '../mail/queue-mail'
import { lockOpenRequest } from './lock-open-request'
import { requireStaff } from './require-staff'

/**
 * Ends a request without erasure or answer: the person withdrew it, or it is refused; `reason` stays with the request, so that
 * staff can show it (GDPR Art. 12(4)). The link of the identity check becomes void. Does nothing if already closed.
 */
export function closeRequest(
  ctx: PortalContext,
  { requestId, outcome, reason }: { requestId: string; outcome: 'withdrawn' | 'refused'; reason: string },
): Promise<{ outcome: 'closed' | 'not-open' }> {
  const staff = requireStaff(ctx)
  return inTransaction(ctx, async (tx) => {
    const request = await lockOpenRequest(tx, requestId)
    if (!request) return { outcome: 'not-open' }
    const { accountId } = request
    await tx.db.dataRequest.update({
      where: { id: requestId },
      data: { closedAt: tx.now(), closedBy: staff.accountId, outcome, closingReason: reason },
      select: { id: true },
    })
    await tx.db.accountToken.deleteMany({ where: { requestId } })
    await cancelMails(tx, { accountId, templates: ['erasure-request-identity', 'request-received'] })
    await recordEvent(tx, 'request.closed', { subjectId: accountId, details: { requestId, outcome } })
    return { outcome: 'closed' }
  })
}
