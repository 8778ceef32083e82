import { type PortalContext } from '../context'
import { Refused } from '../result'

/** Whose messages these are: everything here is asked for and done by the member who is signed in, for nobody else. */
export function ownAccountId({ actor }: PortalContext): string {
  if (actor.kind !== 'member') throw new Refused('member')
  return actor.accountId
}
