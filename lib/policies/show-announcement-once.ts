import { type PortalContext } from '../context'
import { noticesOf } from './notice'

/**
 * After a sign-in: is there a new version that the member has neither taken note of nor been shown after a sign-in before? Then it is
 * shown now, and counts as shown (DS-11). Two sign-ins at once show it once.
 */
export async function showAnnouncementOnce(
  ctx: PortalContext,
  accountId: string,
): Promise<{ outcome: 'show' | 'nothing-new' }> {
  const fresh = (await noticesOf(ctx, accountId)).filter(({ shownAt }) => !shownAt)
  if (fresh.length === 0) return { outcome: 'nothing-new' }
  const count = await ctx.db.$executeRaw`
    INSERT INTO policy_announcement (account_id, version_number, created_at, shown_at)
    SELECT id, version, ${ctx.now()}, ${ctx.now()}
    FROM account, unnest(${fresh.map(({ versionNumber }) => versionNumber)}::int[]) AS version
    WHERE id = ${accountId}::uuid
    ON CONFLICT (account_id, version_number) DO UPDATE SET shown_at = excluded.shown_at
      WHERE policy_announcement.shown_at IS NULL`
  return { outcome: count > 0 ? 'show' : 'nothing-new' }
}
