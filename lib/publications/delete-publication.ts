import { recordEvent } from '../audit/record-event'
import { inTransaction, type PortalContext } from '../context'
import { type Outcome } from '../result'
import { lockOwn } from './own'

/** The author removes a publication with its correction, or a correction alone; nothing of the text is left (DS-04). */
export async function deletePublication(
  ctx: PortalContext,
  { publicationId }: { publicationId: string },
): Promise<Outcome<'deleted', { wasCorrection: boolean }> | Outcome<'gone'>> {
  return inTransaction(ctx, async (tx) => {
    const row = await lockOwn(tx, publicationId)
    if (!row) return { outcome: 'gone' }
    await tx.db.publication.delete({ where: { id: row.id }, select: { id: true } })
    const wasCorrection = row.correctsId !== null
    if (row.publishedAt)
      await recordEvent(tx, 'publication.deleted', { subjectId: row.accountId, details: { publication: row.id } })
    return { outcome: 'deleted', wasCorrection }
  })
}
