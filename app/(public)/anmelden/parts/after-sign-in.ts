import { returnPath } from '@/lib/auth/return-path'
import { type PortalContext } from '@/lib/context'
import { showAnnouncementOnce } from '@/lib/policies/show-announcement-once'

type SignedIn = { accountId: string; isReactivated: boolean }

/**
 * Where a completed sign-in leads, whichever way it took: to the page that was wanted, or to the check of the data after a reactivation
 * (DS-05). Before that, once, a new version of the policy that the member has not taken note of (DS-11).
 */
export async function afterSignIn(
  ctx: PortalContext,
  { accountId, isReactivated }: SignedIn,
  wanted: string | undefined,
): Promise<string> {
  const further = isReactivated ? '/mein-profil/daten-pruefen' : returnPath(wanted)
  const { outcome } = await showAnnouncementOnce(ctx, accountId)
  return outcome === 'show' ? `/datenschutz/bekanntmachung?weiter=${encodeURIComponent(further)}` : further
}
