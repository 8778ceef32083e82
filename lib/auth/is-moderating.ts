import { type PortalContext } from '../context'
import { maySee } from './permissions'

/**
 * May this session look behind the content of others: at what is hidden, reported or not released (DS-07)? Whoever moderates, and the
 * data protection officer, with a proved second factor: without one the actor has no role of staff (S-A8).
 */
export function isModerating({ actor }: PortalContext): boolean {
  return actor.kind === 'member' && maySee(actor.role, '/admin/moderation')
}
