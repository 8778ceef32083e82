import { inTransaction, type PortalContext } from '../context'
import { may } from '../may'
import { type Outcome } from '../result'
import { storedContent } from './content'
import { lockOwn } from './own'

/** Opens a published text for changes: a copy, while readers go on seeing what is published (DS-07). Does nothing if one is open. */
export async function startCorrection(
  ctx: PortalContext,
  { publicationId }: { publicationId: string },
): Promise<Outcome<'started' | 'gone'>> {
  return inTransaction(ctx, async (tx) => {
    const accountId = await may.shown(tx)
    const row = await lockOwn(tx, publicationId)
    if (!row?.publishedAt) return { outcome: 'gone' }
    const now = tx.now()
    const data = { accountId, kind: row.kind, ...storedContent(row.kind, row.content), createdAt: now, savedAt: now }
    await tx.db.publication.upsert({
      where: { correctsId: row.id },
      create: { ...data, correctsId: row.id },
      update: {},
      select: { id: true },
    })
    return { outcome: 'started' }
  })
}
