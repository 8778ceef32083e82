import { recordEvent } from '../audit/record-event'
import { inTransaction, type PortalContext } from '../context'
import { may } from '../may'

/**
 * Staff let a new notice follow one that could not be delivered, after the address was put right (DS-05). The next run
 * of the sweep notifies the member like everybody else; the clock starts anew with the acceptance of that mail.
 */
export async function notifyAgain(
  ctx: PortalContext,
  { noticeId }: { noticeId: string },
): Promise<{ outcome: 'superseded' | 'not-undeliverable' }> {
  may.staffOrPortal(ctx, 'renewNotice')
  return inTransaction(ctx, async (tx) => {
    const notice = await tx.db.inactivityNotice.findUnique({ where: { id: noticeId }, select: { accountId: true } })
    if (!notice) return { outcome: 'not-undeliverable' }
    // The account row first, as everywhere: sweep, dispatcher and sign-in lock in the same order.
    await tx.db.account.updateMany({ where: { id: notice.accountId }, data: { notifiedFor: null } })
    const { count } = await tx.db.inactivityNotice.updateMany({
      where: { id: noticeId, outcome: 'undeliverable' },
      data: { outcome: 'superseded' },
    })
    if (count === 0) return { outcome: 'not-undeliverable' }
    await recordEvent(tx, 'lifecycle.notice-superseded', { subjectId: notice.accountId, details: { noticeId } })
    return { outcome: 'superseded' }
  })
}
