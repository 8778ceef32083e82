import { type PortalContext } from '../context'
import { Refused } from '../result'

/** Moderators and admins review; the edge checks first, this is the second lock. Returns who acts. */
export function requireReviewer({ actor }: PortalContext): string {
  if (actor.kind !== 'member' || !['moderator', 'admin'].includes(actor.role)) throw new Refused('role')
  return actor.accountId
}
