import { requestKindLabels } from '../codes'
import { inTransaction, type PortalContext } from '../context'
import { dayOfSqlDate } from '../dates'
import { queueMail } from '../mail/queue-mail'
import { may } from '../may'
import { needsIdentity } from './kinds'
import { lockOpenRequest } from './lock-open-request'
import { settleRequest } from './settle-request'

/**
 * Answers a request by mail to the stored address and closes it (DS-12; GDPR Art. 12(3)). An access request is answered with the
 * way to the complete report, which only the signed-in person can download; for an answer by letter staff have the same
 * report. A wish to be erased is answered by the erasure itself.
 */
export function answerRequest(
  ctx: PortalContext,
  { requestId, answer }: { requestId: string; answer: string },
): Promise<{ outcome: 'answered' | 'not-confirmed' | 'erasure' | 'not-open' }> {
  may.staff(ctx, 'answerDataRequest')
  return inTransaction(ctx, async (tx) => {
    const open = await lockOpenRequest(tx, requestId)
    if (!open) return { outcome: 'not-open' }
    const kind = open.kind
    if (kind === 'erasure') return { outcome: 'erasure' }
    if (needsIdentity(kind) && !open.identityConfirmedAt) return { outcome: 'not-confirmed' }
    const { accountId } = open
    await settleRequest(tx, { requestId, outcome: 'answered', answer })
    await queueMail(tx, {
      template: 'request-answered',
      accountId,
      props: {
        caseId: requestId,
        kind: requestKindLabels[kind],
        receivedOn: dayOfSqlDate(open.receivedOn),
        answer,
        ...(kind === 'access' ? { reportUrl: `${tx.mail.appUrl}/mein-profil/daten` } : {}),
      },
    })
    return { outcome: 'answered' }
  })
}
