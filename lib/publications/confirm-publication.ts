import { inTransaction, type PortalContext } from '../context'
import { type CalendarDay, sqlDateOfDay } from '../dates'
import { may } from '../may'
import { type Outcome } from '../result'
import { lockOwn } from './own'
import { endDay, lastShownDay } from './status'

/**
 * The author says that what has no end date still holds: it is shown for another period, also when the last one has passed. `dated`: it
 * ends on its own day, only a correction changes that.
 */
export async function confirmPublication(
  ctx: PortalContext,
  { publicationId }: { publicationId: string },
): Promise<Outcome<'confirmed', { shownUntil: CalendarDay }> | Outcome<'dated' | 'gone'>> {
  return inTransaction(ctx, async (tx) => {
    await may.shown(tx)
    const row = await lockOwn(tx, publicationId)
    if (!row?.publishedAt || row.withdrawnAt) return { outcome: 'gone' }
    if (endDay(row.kind, row.content)) return { outcome: 'dated' }
    const shownUntil = lastShownDay(row.kind, row.content, tx.now())
    await tx.db.publication.update({
      where: { id: row.id },
      data: { confirmedAt: tx.now(), shownUntil: sqlDateOfDay(shownUntil) },
      select: { id: true },
    })
    return { outcome: 'confirmed', shownUntil }
  })
}
