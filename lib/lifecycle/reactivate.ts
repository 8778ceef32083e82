import { recordEvent } from '../audit/record-event'
import { type PortalContext } from '../context'
import { cancelMails } from '../mail/queue-mail'

/**
 * Signing in reactivates (DS-05): closes the open notice and withdraws a notice mail that has not left yet. Call it in the
 * transaction of the sign-in, after the account row was updated. `not-inactive`: there was no open notice.
 */
export async function reactivate(
  tx: PortalContext,
  accountId: string,
): Promise<{ outcome: 'reactivated' | 'not-inactive' }> {
  const { count } = await tx.db.inactivityNotice.updateMany({
    where: { accountId, closedAt: null },
    data: { closedAt: tx.now(), outcome: 'reactivated' },
  })
  if (count === 0) return { outcome: 'not-inactive' }
  await cancelMails(tx, { accountId, templates: ['inactivity-notice'] })
  await recordEvent(tx, 'lifecycle.reactivated', { subjectId: accountId })
  return { outcome: 'reactivated' }
}
