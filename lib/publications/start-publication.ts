import { inTransaction, type PortalContext } from '../context'
import { type PublicationKind } from '../db/generated/enums'
import { may } from '../may'
import { type Outcome } from '../result'
import { MOST_PER_DAY } from './periods'

/** A new, empty draft (DS-07). `too-many`: the limit of one day is reached. */
export async function startPublication(
  ctx: PortalContext,
  { kind }: { kind: PublicationKind },
): Promise<Outcome<'started', { id: string }> | Outcome<'too-many'>> {
  return inTransaction(ctx, async (tx) => {
    const accountId = await may.shown(tx)
    const now = tx.now()
    const since = new Date(now.getTime() - 24 * 3_600_000)
    const today = await tx.db.publication.count({ where: { accountId, correctsId: null, createdAt: { gt: since } } })
    if (today >= MOST_PER_DAY) return { outcome: 'too-many' }
    const { id } = await tx.db.publication.create({
      data: { accountId, kind, createdAt: now, savedAt: now },
      select: { id: true },
    })
    return { outcome: 'started', id }
  })
}
