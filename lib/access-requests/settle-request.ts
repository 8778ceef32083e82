import { recordEvent } from '../audit/record-event'
import { endTokens } from '../auth/token'
import { type RefusalGround } from '../codes'
import { type PortalContext } from '../context'
import { dayOfSqlDate } from '../dates'
import { may } from '../may'
import { cancelRequestMails } from './cancel-request-mails'

type Refusal = { ground: RefusalGround; closingReason: string }
type Settlement = { byLetter?: boolean } & (
  | ({ outcome: 'answered' | 'partly' | 'carried-out'; answer: string } & Partial<Refusal>)
  | ({ outcome: 'refused' } & Refusal)
  | { outcome: 'withdrawn'; closingReason: string }
)

/**
 * Closes a request that the caller has locked, in the caller's transaction: the link of the identity check ends, what has
 * not left is not sent any more, and the audit row names the outcome.
 */
export async function settleRequest(
  tx: PortalContext,
  { requestId, ...settlement }: Settlement & { requestId: string },
): Promise<void> {
  const staff = may.staff(tx, 'closeErasureRequest')
  const { accountId, kind, ...request } = await tx.db.dataRequest.update({
    where: { id: requestId },
    data: { closedAt: tx.now(), closedBy: staff.accountId, ...settlement },
    select: { accountId: true, kind: true, receivedOn: true },
  })
  await endTokens(tx, { requestId, outcome: 'withdrawn' })
  await cancelRequestMails(tx, { accountId, kind })
  const { outcome } = settlement
  const ground = 'ground' in settlement ? settlement.ground : undefined
  const act = outcome === 'answered' || outcome === 'partly' ? 'request.answered' : 'request.closed'
  const details = { requestId, kind, outcome, receivedOn: dayOfSqlDate(request.receivedOn), ...(ground && { ground }) }
  await recordEvent(tx, act, { subjectId: accountId, details })
}
