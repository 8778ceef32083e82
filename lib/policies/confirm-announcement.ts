import { recordEvent } from '../audit/record-event'
import { inTransaction, type PortalContext } from '../context'
import { requireOwn } from './require-own'

/**
 * The member has taken note of a new version: the notice disappears from the pages. This agrees to nothing, the time to object goes
 * on (DS-11). Does nothing if it was confirmed before.
 */
export async function confirmAnnouncement(
  ctx: PortalContext,
  { accountId, versionNumber }: { accountId: string; versionNumber: number },
): Promise<{ outcome: 'confirmed' | 'already-confirmed' }> {
  requireOwn(ctx, accountId)
  return inTransaction(ctx, async (tx) => {
    const count = await tx.db.$executeRaw`
      INSERT INTO policy_announcement (account_id, version_number, created_at, confirmed_at)
      SELECT ${accountId}::uuid, number, ${tx.now()}, ${tx.now()} FROM policy_version
      WHERE number = ${versionNumber} AND published_at IS NOT NULL
      ON CONFLICT (account_id, version_number) DO UPDATE SET confirmed_at = excluded.confirmed_at
        WHERE policy_announcement.confirmed_at IS NULL`
    if (count === 0) return { outcome: 'already-confirmed' }
    await recordEvent(tx, 'policy.announcement-confirmed', {
      subjectId: accountId,
      details: { version: versionNumber },
    })
    return { outcome: 'confirmed' }
  })
}
