import { type PortalContext } from '../context'
import { type Prisma } from '../db/generated/client'

/**
 * The time to object to a version begins anew with a new mail, for announcements (`n`) to which nobody has objected: after a restore, or
 * where a clock was wrong, nobody knows whether the mail told the right day (DS-11). Returns how many.
 */
export function restartAnnouncements(tx: PortalContext, which: Prisma.Sql): Promise<number> {
  return tx.db.$executeRaw`
    UPDATE policy_announcement n SET mail_id = NULL, accepted_at = NULL, closed_at = NULL
    WHERE n.accepted_at IS NOT NULL AND n.objected_at IS NULL AND n.bounced_at IS NULL AND ${which}`
}
