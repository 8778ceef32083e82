import { type Actor, type PortalContext } from '../context'
import { Refused } from '../result'

/** Requests are handled by admins and the data protection officer only; the edge checks it first, this is the second lock. */
export function requireStaff({ actor }: PortalContext): Extract<Actor, { kind: 'member' }> {
  if (actor.kind !== 'member' || (actor.role !== 'admin' && actor.role !== 'dpo')) throw new Refused('role')
  return actor
}
