import { type RefusalGround, refusalGroundLabels, requestKindLabels } from '../codes'
import { inTransaction, type PortalContext } from '../context'
import { dayOfSqlDate } from '../dates'
import { queueMail } from '../mail/queue-mail'
import { may } from '../may'
import { lockOpenRequest } from './lock-open-request'
import { settleRequest } from './settle-request'

type Ending = { requestId: string; reason: string; byLetter?: boolean } & (
  | { outcome: 'withdrawn' }
  | { outcome: 'refused'; ground: RefusalGround }
)

/**
 * Ends a request without doing what it asks for. Refused: the person learns why, and whom to turn to (GDPR Art. 12(4)). Withdrawn: the
 * person gets a confirmation, because it may have been somebody else who withdrew it; `reason` is then a note by staff. The
 * link of the identity check becomes void. Does nothing if already closed.
 */
export function closeRequest(
  ctx: PortalContext,
  { requestId, reason, byLetter = false, ...ending }: Ending,
): Promise<{ outcome: 'closed' | 'not-open' }> {
  may.staff(ctx, 'closeErasureRequest')
  return inTransaction(ctx, async (tx) => {
    const request = await lockOpenRequest(tx, requestId)
    if (!request) return { outcome: 'not-open' }
    const { accountId } = request
    await settleRequest(tx, { requestId, ...ending, closingReason: reason, byLetter })
    if (byLetter) return { outcome: 'closed' }
    const facts = {
      caseId: requestId,
      kind: requestKindLabels[request.kind],
      receivedOn: dayOfSqlDate(request.receivedOn),
    }
    if (ending.outcome === 'refused') {
      const ground = refusalGroundLabels[ending.ground]
      await queueMail(tx, { template: 'request-refused', accountId, props: { ...facts, reason, ground } })
    } else await queueMail(tx, { template: 'request-withdrawn', accountId, props: facts })
    return { outcome: 'closed' }
  })
}
