import { recordEvent } from '../audit/record-event'
import { endTokens } from '../auth/token'
import { type PortalContext } from '../context'
import { may } from '../may'
import { cancelRequestMails } from './cancel-request-mails'

type Settlement =
  | { outcome: 'answered' | 'carried-out'; answer: string }
  | { outcome: 'withdrawn' | 'refused'; closingReason: string }

/**
 * Closes a request that the caller has locked, in the caller's transaction: the link of the identity check ends, what has
 * not left is not sent any more, and the audit row names the outcome.
 */
export async function settleRequest(
  tx: PortalContext,
  { requestId, ...settlement }: Settlement & { requestId: string },
): Promise<void> {
  const staff = may.staff(tx, 'closeErasureRequest')
  const { accountId, kind } = await tx.db.dataRequest.update({
    where: { id: requestId },
    data: { closedAt: tx.now(), closedBy: staff.accountId, ...settlement },
    select: { accountId: true, kind: true },
  })
  await endTokens(tx, { requestId, outcome: 'withdrawn' })
  await cancelRequestMails(tx, { accountId, kind })
  const { outcome } = settlement
  const act = outcome === 'answered' ? 'request.answered' : 'request.closed'
  await recordEvent(tx, act, { subjectId: accountId, details: { requestId, kind, outcome } })
}
