import { type RefusalGround, refusalGroundLabels, requestKindLabels } from '../codes'
import { inTransaction, type PortalContext } from '../context'
import { dayOfSqlDate } from '../dates'
import { queueMail } from '../mail/queue-mail'
import { may } from '../may'
import { isAnsweredByReport, needsIdentity } from './kinds'
import { lockOpenRequest } from './lock-open-request'
import { settleRequest } from './settle-request'

type Answer = {
  requestId: string
  answer: string
  /** What of it is not done, and why (GDPR Art. 12(4)). */
  refused?: { ground: RefusalGround; reason: string }
  /** Staff send the answer by letter: no mail leaves. */
  byLetter?: boolean
}

/**
 * Answers a request by mail to the stored address, or notes the letter, and closes it (DS-12; GDPR Art. 12(3)). Access and portability are
 * answered with the way to the complete report, which only the signed-in person can download; for an answer by letter staff have the
 * same report. A wish to be erased is answered by the erasure itself.
 */
export function answerRequest(
  ctx: PortalContext,
  { requestId, answer, refused, byLetter = false }: Answer,
): Promise<{ outcome: 'answered' | 'not-confirmed' | 'erasure' | 'not-open' }> {
  may.staff(ctx, 'answerDataRequest')
  return inTransaction(ctx, async (tx) => {
    const open = await lockOpenRequest(tx, requestId)
    if (!open) return { outcome: 'not-open' }
    const kind = open.kind
    if (kind === 'erasure') return { outcome: 'erasure' }
    if (needsIdentity(kind) && !open.identityConfirmedAt) return { outcome: 'not-confirmed' }
    const { accountId } = open
    const outcome = refused ? 'partly' : 'answered'
    const refusal = refused && { ground: refused.ground, closingReason: refused.reason }
    await settleRequest(tx, { requestId, outcome, answer, byLetter, ...refusal })
    if (byLetter) return { outcome: 'answered' }
    await queueMail(tx, {
      template: 'request-answered',
      accountId,
      props: {
        caseId: requestId,
        kind: requestKindLabels[kind],
        receivedOn: dayOfSqlDate(open.receivedOn),
        answer,
        ...(refused && { refusedGround: refusalGroundLabels[refused.ground], refusedReason: refused.reason }),
        ...(isAnsweredByReport(kind) ? { reportUrl: `${tx.mail.appUrl}/mein-profil/daten` } : {}),
      },
    })
    return { outcome: 'answered' }
  })
}
