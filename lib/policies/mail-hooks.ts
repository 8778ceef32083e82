import { recordEventsSql } from '../audit/record-event'
import { type PortalContext } from '../context'
import { berlinDay, startOfDay } from '../dates'
import { Prisma } from '../db/generated/client'
import { idRow, rowsOf } from '../db/rows'
import { isPresentSql } from '../db/standing'
import { type AcceptedMail, type HookMail, type MailHooks } from '../mail/hooks'

/** What becomes of an announcement when its mail moves (DS-11). */
export const policyMailHooks: MailHooks = {
  'policy-announcement': { stillWanted, accepted, bounced, unreturned, revived },
}

/** Not after an objection, not if this version or a newer one governs already, not under a legal hold or a restriction, and only the mail that the ledger names. */
async function stillWanted(ctx: PortalContext, mails: HookMail[]): Promise<Set<string>> {
  const rows = await rowsOf(ctx, idRow)`
    SELECT n.mail_id AS id FROM policy_announcement n JOIN account a ON a.id = n.account_id
    CROSS JOIN LATERAL governing_version(a, ${ctx.now()}::timestamptz) g
    WHERE n.mail_id = ANY(${mails.map(({ id }) => id)}::uuid[]) AND n.objected_at IS NULL AND n.bounced_at IS NULL
      AND g.number < n.version_number
      AND ${isPresentSql(Prisma.sql`n.account_id`)}`
  return new Set(rows.map(({ id }) => id))
}

/**
 * The provider accepted the announcement: the member's own weeks run from here. If the day printed in the mail is the next one
 * already (sent at midnight), they run from its beginning, so that the mail never promises more time than there is.
 */
async function accepted(tx: PortalContext, mails: AcceptedMail[]): Promise<void> {
  const clocks = mails.map(({ id, acceptedAt, countsFrom }) => {
    const begin = startOfDay(countsFrom)
    return { id, at: (begin > acceptedAt ? begin : acceptedAt).toISOString() }
  })
  await tx.db.$executeRaw`
    UPDATE policy_announcement n SET accepted_at = clock.at
    FROM jsonb_to_recordset(${JSON.stringify(clocks)}::jsonb) AS clock (id uuid, at timestamptz)
    WHERE n.mail_id = clock.id AND n.accepted_at IS NULL AND n.bounced_at IS NULL`
}

/** An announcement that cannot be delivered brings nothing into force for this member, whenever it comes back: staff see the list. */
async function bounced(tx: PortalContext, mails: HookMail[]): Promise<void> {
  const now = Prisma.sql`${tx.now()}::timestamptz`
  const events = recordEventsSql(tx, 'policy.announcement-undeliverable', {
    from: Prisma.sql`returned`,
    details: { version: Prisma.sql`version_number` },
  })
  await tx.db.$executeRaw`
    WITH returned AS (
      UPDATE policy_announcement SET bounced_at = ${now}, closed_at = NULL
      WHERE mail_id = ANY(${mails.map(({ id }) => id)}::uuid[]) AND bounced_at IS NULL
      RETURNING account_id, version_number
    )
    ${events}`
}

/** As long as the time to object runs, and the member has neither objected nor accepted the version. */
async function unreturned(tx: PortalContext, mails: HookMail[]): Promise<number> {
  const events = recordEventsSql(tx, 'policy.announcement-resumed', {
    from: Prisma.sql`resumed`,
    details: { version: Prisma.sql`version_number` },
  })
  return tx.db.$executeRaw`
    WITH resumed AS (
      UPDATE policy_announcement n SET bounced_at = NULL
      WHERE n.mail_id = ANY(${mails.map(({ id }) => id)}::uuid[]) AND n.bounced_at IS NOT NULL AND n.accepted_at IS NOT NULL
        AND n.objected_at IS NULL AND last_day_to_object(n.accepted_at, n.version_number) >= ${berlinDay(tx.now())}::date
        AND NOT EXISTS (SELECT FROM policy_acceptance p WHERE p.account_id = n.account_id AND p.version_number = n.version_number)
      RETURNING n.account_id, n.version_number
    )
    ${events}`
}

/** The refusal was ours, or staff repeat the mail: the announcement waits for its acceptance again. */
async function revived(tx: PortalContext, mails: HookMail[]): Promise<void> {
  const events = recordEventsSql(tx, 'policy.announcement-resumed', {
    from: Prisma.sql`resumed`,
    details: { version: Prisma.sql`version_number` },
  })
  await tx.db.$executeRaw`
    WITH resumed AS (
      UPDATE policy_announcement SET bounced_at = NULL
      WHERE mail_id = ANY(${mails.map(({ id }) => id)}::uuid[]) AND bounced_at IS NOT NULL AND accepted_at IS NULL
      RETURNING account_id, version_number
    )
    ${events}`
}
