import { type RequestKind, requestKindLabels } from '../codes'
import { type PortalContext } from '../context'
import { cancelMails } from '../mail/queue-mail'

/**
 * Withdraws what has not left about the open request of this kind, of which there is one at most. Mails about other requests of the same
 * person stay.
 */
export async function cancelRequestMails(
  tx: PortalContext,
  { accountId, kind }: { accountId: string; kind: RequestKind },
): Promise<void> {
  if (kind === 'erasure') await cancelMails(tx, { accountId, templates: ['erasure-request-identity'] })
  else {
    const about = { kind: requestKindLabels[kind] }
    await cancelMails(tx, { accountId, templates: ['request-received', 'request-extended'], about })
  }
}
