import { inTransaction, type PortalContext } from '../context'
import { type Outcome } from '../result'
import { type PublicationContent, storedContent } from './content'
import { lockOwn } from './own'

/**
 * Keeps a draft or a correction, finished or not (DS-07). `stale`: it was saved elsewhere since this text was opened, nothing is
 * overwritten. `closed`: it waits for its review or is published, and does not change.
 */
export async function savePublication(
  ctx: PortalContext,
  { publicationId, revision, content }: { publicationId: string; revision: number; content: PublicationContent },
): Promise<Outcome<'saved', { revision: number }> | Outcome<'gone' | 'stale' | 'closed'>> {
  return inTransaction(ctx, async (tx) => {
    const row = await lockOwn(tx, publicationId)
    if (!row) return { outcome: 'gone' }
    if (row.submittedAt || row.publishedAt) return { outcome: 'closed' }
    if (row.revision !== revision) return { outcome: 'stale' }
    await tx.db.publication.update({
      where: { id: row.id },
      data: { ...storedContent(row.kind, content), savedAt: tx.now(), revision: revision + 1 },
      select: { id: true },
    })
    return { outcome: 'saved', revision: revision + 1 }
  })
}
