import { type Actor, type PortalContext } from '../context'
import { Refused } from '../result'

type Staff = Extract<Actor, { kind: 'member' }>

/** The edge checks the role first, this is the second lock. */
export function requireRole({ actor }: PortalContext, roles: readonly Staff['role'][]): Staff {
  if (actor.kind !== 'member' || !roles.includes(actor.role)) throw new Refused('role')
  return actor
}
