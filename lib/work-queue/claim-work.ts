import { recordEvent } from '../audit/record-event'
import { type WorkKind } from '../codes'
import { inTransaction, type PortalContext } from '../context'
import { may } from '../may'
import { workEntry } from './list-work'

type Entry = { kind: WorkKind; id: string }

/**
 * Somebody of staff takes an entry of the queue, also from a colleague, so that no two work on it, or gives it back. It locks nothing: it
 * tells. `not-waiting`: there is nothing left to do. `not-yours`: somebody else must settle it. Throws Refused.
 */
export function claimWork(
  ctx: PortalContext,
  { kind, id, take }: Entry & { take: boolean },
): Promise<{ outcome: 'taken' | 'given-back' | 'not-waiting' | 'not-yours' }> {
  return inTransaction(ctx, async (tx) => {
    const staff = await may.staffNow(tx, 'claimEntry')
    const entry = await workEntry(tx, kind, id)
    if (!entry) return { outcome: 'not-waiting' }
    if (!entry.isMine) return { outcome: 'not-yours' }
    if (take) {
      await tx.db.$executeRaw`
        INSERT INTO claim (kind, entry, claimed_by, claimed_at)
        VALUES (${kind}, ${id}, ${staff.accountId}::uuid, ${tx.now()}::timestamptz)
        ON CONFLICT (kind, entry) DO UPDATE SET claimed_by = excluded.claimed_by, claimed_at = excluded.claimed_at`
    } else {
      await tx.db.claim.deleteMany({ where: { kind, entry: id } })
    }
    const decision = take ? 'taken' : 'given-back'
    await recordEvent(tx, 'work.claimed', { details: { work: kind, entry: id, decision } })
    return { outcome: decision }
  })
}
