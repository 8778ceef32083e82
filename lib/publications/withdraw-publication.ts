import { recordEvent } from '../audit/record-event'
import { inTransaction, type PortalContext } from '../context'
import { type Outcome } from '../result'
import { lockOwn } from './own'

/** The author takes back what is published (nobody sees it any more), or what waits for its review (it is a draft again). */
export async function withdrawPublication(
  ctx: PortalContext,
  { publicationId }: { publicationId: string },
): Promise<Outcome<'withdrawn' | 'taken-back' | 'not-open' | 'gone'>> {
  return inTransaction(ctx, async (tx) => {
    const row = await lockOwn(tx, publicationId)
    if (!row) return { outcome: 'gone' }
    if (row.submittedAt) {
      await tx.db.publication.update({ where: { id: row.id }, data: { submittedAt: null }, select: { id: true } })
      return { outcome: 'taken-back' }
    }
    if (!row.publishedAt || row.withdrawnAt) return { outcome: 'not-open' }
    await tx.db.publication.update({
      where: { id: row.id },
      data: { withdrawnAt: tx.now(), sequence: { increment: 1 } },
      select: { id: true },
    })
    await recordEvent(tx, 'publication.withdrawn', { subjectId: row.accountId, details: { publication: row.id } })
    return { outcome: 'withdrawn' }
  })
}
