import { z } from 'zod'
import { recordEvent } from '../audit/record-event'
import { inTransaction, type PortalContext } from '../context'
import { rowsOf } from '../db/rows'
import { may } from '../may'
import { announcedVersions } from './announced-versions'
import { noticesOf } from './notice'

const versionRow = z.strictObject({ version: z.number() })

/**
 * The member has taken note of a new version, and of the older ones that stand beside it: their notices disappear from the pages. This
 * agrees to nothing, the time to object goes on (DS-11). Does nothing if they were confirmed before.
 */
export async function confirmAnnouncement(
  ctx: PortalContext,
  { accountId, versionNumber }: { accountId: string; versionNumber: number },
): Promise<{ outcome: 'confirmed' | 'already-confirmed' }> {
  may.own(ctx, accountId)
  return inTransaction(ctx, async (tx) => {
    // Asked anew: the page may come from a process that knew of the version first.
    const notices = await noticesOf(tx, accountId, await announcedVersions(tx))
    const shown = notices.filter((notice) => notice.versionNumber <= versionNumber)
    const confirmed = await rowsOf(tx, versionRow)`
      INSERT INTO policy_announcement (account_id, version_number, created_at, confirmed_at)
      SELECT id, version, ${tx.now()}, ${tx.now()}
      FROM account, unnest(${shown.map((notice) => notice.versionNumber)}::int[]) AS version
      WHERE id = ${accountId}::uuid
      ON CONFLICT (account_id, version_number) DO UPDATE SET confirmed_at = excluded.confirmed_at
        WHERE policy_announcement.confirmed_at IS NULL
      RETURNING version_number AS version`
    for (const { version } of confirmed)
      await recordEvent(tx, 'policy.announcement-confirmed', { subjectId: accountId, details: { version } })
    return { outcome: confirmed.length > 0 ? 'confirmed' : 'already-confirmed' }
  })
}
