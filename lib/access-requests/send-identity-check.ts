import { issueToken } from '../auth/token'
import { type RequestKind, requestKindLabels } from '../codes'
import { type PortalContext } from '../context'
import { type CalendarDay } from '../dates'
import { queueMail } from '../mail/queue-mail'
import { cancelRequestMails } from './cancel-request-mails'
import { requestExplanations } from './kinds'
import { answerDueOn, IDENTITY_LINK_DAYS } from './periods'

const DAY_MS = 86_400_000

/**
 * Sends a fresh link to the address that is stored at the moment of sending, never to the one the request came from:
 * only the member can confirm (DS-04). Older links and unsent mails of the same kind become void. Call it inside the
 * transaction of the act.
 */
export async function sendIdentityCheck(
  tx: PortalContext,
  {
    accountId,
    requestId,
    kind,
    receivedOn,
  }: { accountId: string; requestId: string; kind: RequestKind; receivedOn: CalendarDay },
): Promise<void> {
  const ttlMs = IDENTITY_LINK_DAYS * DAY_MS
  const secret = await issueToken(tx, { accountId, purpose: 'confirm_request', ttl: ttlMs / 1000, requestId })
  await cancelRequestMails(tx, { accountId, kind })
  const props = {
    caseId: requestId,
    url: `${tx.mail.appUrl}/anliegen/bestaetigen?token=${secret}`,
    expiresAt: new Date(tx.now().getTime() + ttlMs).toISOString(),
    receivedOn,
  }
  if (kind === 'erasure') await queueMail(tx, { template: 'erasure-request-identity', accountId, props })
  else {
    await queueMail(tx, {
      template: 'request-received',
      accountId,
      props: {
        ...props,
        kind: requestKindLabels[kind],
        explanation: requestExplanations[kind],
        dueOn: answerDueOn(receivedOn),
      },
    })
  }
}
