import { recordEvent } from '../audit/record-event'
import { inTransaction, type PortalContext } from '../context'
import { may } from '../may'

/** The member says that the stored data are up to date (DS-05, second half of the request in the notice). */
export async function confirmDataCurrent(
  ctx: PortalContext,
  { accountId }: { accountId: string },
): Promise<{ outcome: 'confirmed' | 'gone' }> {
  may.own(ctx, accountId)
  return inTransaction(ctx, async (tx) => {
    const { count } = await tx.db.account.updateMany({ where: { id: accountId }, data: { dataConfirmedAt: tx.now() } })
    if (count === 0) return { outcome: 'gone' }
    await recordEvent(tx, 'account.data-confirmed', { subjectId: accountId })
    return { outcome: 'confirmed' }
  })
}
