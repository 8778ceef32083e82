import { recordEvent } from '../audit/record-event'
import { type EventPlan } from '../codes'
import { inTransaction, type PortalContext } from '../context'
import { may } from '../may'
import { type Outcome } from '../result'
import { lockOwn } from './own'
import { statusOf } from './status'

/**
 * The author says that a published event does not take place, not on its day, or after all as planned (DS-07). It stays to be seen: page,
 * lists, feeds and calendars say so. Does nothing if it is so already.
 */
export async function changeEvent(
  ctx: PortalContext,
  { publicationId, plan }: { publicationId: string; plan: EventPlan },
): Promise<Outcome<'changed' | 'unchanged' | 'gone'>> {
  return inTransaction(ctx, async (tx) => {
    await may.shown(tx)
    const row = await lockOwn(tx, publicationId)
    if (row?.kind !== 'event' || statusOf(row, tx.now()) !== 'published') return { outcome: 'gone' }
    const eventState = plan === 'planned' ? null : plan
    if (row.eventState === eventState) return { outcome: 'unchanged' }
    await tx.db.publication.update({
      where: { id: row.id },
      data: { eventState, eventStateAt: tx.now(), sequence: { increment: 1 } },
      select: { id: true },
    })
    await recordEvent(tx, 'publication.event-changed', {
      subjectId: row.accountId,
      details: { publication: row.id, outcome: plan },
    })
    return { outcome: 'changed' }
  })
}
