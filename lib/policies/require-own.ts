import { type PortalContext } from '../context'
import { Refused } from '../result'

/** A member acts on the own account only. */
export function requireOwn({ actor }: PortalContext, accountId: string): void {
  if (actor.kind !== 'member' || actor.accountId !== accountId) throw new Refused('owner')
}
