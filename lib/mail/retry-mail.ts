import { recordEvent } from '../audit/record-event'
import { inTransaction, type PortalContext } from '../context'
import { type Outcome } from '../result'

/** Staff let a failed mail start anew, with all its tries. Does nothing if it has not failed (any more). */
export async function retryMail(
  ctx: PortalContext,
  { id }: { id: string },
): Promise<Outcome<'retried' | 'not-failed'>> {
  return inTransaction(ctx, async (tx) => {
    const now = tx.now()
    const { count } = await tx.db.outgoingMail.updateMany({
      where: { id, state: 'failed' },
      data: { state: 'queued', attempts: 0, dueAt: now, renderedFor: null, batchId: null, changedAt: now },
    })
    if (count === 0) return { outcome: 'not-failed' }
    await recordEvent(tx, 'mail.retried', { details: { mailId: id } })
    return { outcome: 'retried' }
  })
}
