import { redirect } from 'next/navigation'
import { type Member } from '@/lib/auth/session'
import { type PortalContext } from '@/lib/context'
import { isErased } from '@/lib/erasure/is-erased'

/**
 * The member whose page the form came from. If the account was erased meanwhile in another tab, the person learns that
 * instead of being asked to sign in (S-M2); if somebody else signed in, nothing happens to their account.
 */
export async function ownerOf({
  ctx,
  member,
  account,
}: {
  ctx: PortalContext
  member: Member | undefined
  account: string
}): Promise<Member> {
  if (member?.accountId === account) return member
  if (await isErased(ctx, account)) redirect('/konto-geloescht')
  redirect(member ? '/mein-profil' : '/anmelden?weiter=/mein-profil')
}
