import { type PortalContext } from '../context'

/** Who received or saw what of a person's data, and when (GDPR Art. 15(1)(c)). */
export type Recipient = { at: Date; who: 'mail-service' | 'staff' | 'authority'; what: string }

const MOST = 10_000

/**
 * Actual recipients, newest first: the mail service for each mail it took over, and staff who looked at the data, alone or in a
 * list, and authorities, once the person may know (DS-10). `what` is a template key, an act or the name of the authority.
 */
export function listRecipients(ctx: PortalContext, accountId: string, limit = MOST): Promise<Recipient[]> {
  return ctx.db.$queryRaw<Recipient[]>`
    SELECT at, who, what FROM (
      SELECT accepted_at AS at, 'mail-service' AS who, template AS what FROM outgoing_mail
      WHERE account_id = ${accountId}::uuid AND accepted_at IS NOT NULL
      UNION ALL
      SELECT at, 'staff', act FROM audit_event
      WHERE subject_id = ${accountId}::uuid AND act = 'member.viewed'
      UNION ALL
      SELECT at, 'staff', act FROM audit_event
      WHERE act = 'member.searched' AND details -> 'shown' ? ${accountId}
      UNION ALL
      SELECT decided_at, 'authority', authority FROM disclosure
      WHERE account_id = ${accountId}::uuid AND decision = 'released' AND told = 'yes'
    ) AS received ORDER BY at DESC LIMIT ${limit}`
}
