import { recordEvent } from '../audit/record-event'
import { inTransaction, type PortalContext } from '../context'
import { dayOfSqlDate } from '../dates'
import { may } from '../may'
import { lockOpenRequest } from './lock-open-request'
import { sendIdentityCheck } from './send-identity-check'

/** Sends the mail of the identity check again; the older link becomes void (DS-04). */
export function resendIdentityCheck(
  ctx: PortalContext,
  { requestId }: { requestId: string },
): Promise<{ outcome: 'sent' | 'already-confirmed' | 'not-open' }> {
  may.staff(ctx, 'resendIdentityCheck')
  return inTransaction(ctx, async (tx) => {
    const request = await lockOpenRequest(tx, requestId)
    if (!request) return { outcome: 'not-open' }
    if (request.identityConfirmedAt) return { outcome: 'already-confirmed' }
    const { accountId } = request
    const kind = request.kind
    await sendIdentityCheck(tx, { accountId, requestId, kind, receivedOn: dayOfSqlDate(request.receivedOn) })
    await recordEvent(tx, 'request.identity-check-resent', { subjectId: accountId, details: { requestId } })
    return { outcome: 'sent' }
  })
}
