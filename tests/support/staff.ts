import { type PortalContext } from '@/lib/context'
import { type Role } from '@/lib/db/generated/enums'
import { aMember } from './cast'
import { as } from './context'

/** A person of the administration, signed in. */
export async function aStaff(ctx: PortalContext, role: Role): Promise<PortalContext> {
  const { accountId } = await aMember(ctx, { role })
  return as(ctx, { kind: 'member', accountId, role, sessionId: crypto.randomUUID() })
}

/** The same person in another role: what was prepared before stays prepared by this person. */
export async function inRole(by: PortalContext, role: Role): Promise<PortalContext> {
  if (by.actor.kind !== 'member') throw new Error('nobody')
  const { accountId } = by.actor
  await by.db.account.update({ where: { id: accountId }, data: { role }, select: { id: true } })
  return as(by, { ...by.actor, role })
}

export function idOf({ actor }: PortalContext): string {
  if (actor.kind !== 'member') throw new Error('nobody')
  return actor.accountId
}
