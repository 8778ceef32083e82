import { type Member } from '@/lib/auth/session'
import { type PortalContext, portalContext } from '@/lib/context'

/** Staff whose second factor is not proved in this session act as members, whatever they call (S-A8). */
export function contextOf(member: Member | undefined): PortalContext {
  if (!member) return portalContext({ kind: 'visitor' })
  const { accountId, sessionId, factorAt } = member
  return portalContext({ kind: 'member', accountId, role: factorAt ? member.role : 'member', sessionId })
}
