import { type PortalContext } from '../context'
import { may } from '../may'
import { isFreeMail } from './free-mail'
import { verifyMember } from './verify-member'

/**
 * Approves these waiting members, all of one domain, as an admin saw them in the list (DS-07). Each is an approval of its own, with its mail and
 * its row in the record; whoever was decided on, has changed the data or is of another domain is left alone. `free-mail`: the domain says nothing.
 */
export async function verifyDomain(
  ctx: PortalContext,
  { domain, ids }: { domain: string; ids: readonly string[] },
): Promise<{ outcome: 'verified'; verified: number; leftAlone: number } | { outcome: 'free-mail' }> {
  may.staff(ctx, 'verifyOfDomain')
  if (isFreeMail(domain)) return { outcome: 'free-mail' }
  const ofDomain = await ctx.db.verification.findMany({
    where: { id: { in: [...ids] }, account: { email: { endsWith: `@${domain}` } } },
    orderBy: { id: 'asc' },
    select: { id: true },
  })
  let verified = 0
  for (const { id: verificationId } of ofDomain) {
    const { outcome } = await verifyMember(ctx, { verificationId, decision: 'verified', reason: '' })
    if (outcome === 'verified') verified += 1
  }
  return { outcome: 'verified', verified, leftAlone: ids.length - verified }
}
