import { clockRunsSql } from '../accounts/clock-stops'
import { recordEventsSql } from '../audit/record-event'
import { type PortalContext } from '../context'
import { berlinDay, lastDayOf } from '../dates'
import { Prisma } from '../db/generated/client'
import { idRow, rowsOf } from '../db/rows'
import { type AcceptedMail, type HookMail, type MailHooks } from '../mail/hooks'
import { lastDaySql } from '../outages'

/** What becomes of a notice when its mail moves (DS-05). */
export const lifecycleMailHooks: MailHooks = {
  'inactivity-notice': { stillWanted, accepted, bounced, unreturned, revived },
}

/** Only while the notice is open, nobody has signed in since, and the clock has not stood still meanwhile. */
async function stillWanted(ctx: PortalContext, mails: HookMail[]): Promise<Set<string>> {
  const rows = await rowsOf(ctx, idRow)`
    SELECT n.mail_id AS id
    FROM inactivity_notice n JOIN account a ON a.id = n.account_id
    WHERE n.mail_id = ANY(${mails.map(({ id }) => id)}::uuid[]) AND n.closed_at IS NULL
      AND coalesce(a.last_login_at, a.registered_at) <= n.inactive_since
      AND ${clockRunsSql(Prisma.sql`n.created_at`)}`
  return new Set(rows.map(({ id }) => id))
}

/**
 * The provider accepted the notice: only now the time to answer runs. It ends with the last day of the response period of
 * the version that governed when the notice was made, counted from the acceptance or from the day printed in
 * the mail, whichever is later; days of an outage that is on record since then are added. A notice that was closed meanwhile stays closed.
 */
async function accepted(tx: PortalContext, mails: AcceptedMail[]): Promise<void> {
  const versions = await tx.db.policyVersion.findMany({ select: { number: true, responsePeriod: true } })
  const clocks = mails.flatMap(({ id, acceptedAt, countsFrom }) =>
    versions.map(({ number, responsePeriod }) => ({
      id,
      version: number,
      acceptedAt: acceptedAt.toISOString(),
      countsFrom,
      lastDay: lastDayOf(countsFrom, responsePeriod),
    })),
  )
  const respondBy = lastDaySql(Prisma.sql`clock."countsFrom"`, Prisma.sql`clock."lastDay"`)
  await tx.db.$executeRaw`
    UPDATE inactivity_notice n SET accepted_at = clock."acceptedAt", respond_by = ${respondBy}
    FROM jsonb_to_recordset(${JSON.stringify(clocks)}::jsonb)
      AS clock (id uuid, version int, "acceptedAt" timestamptz, "countsFrom" date, "lastDay" date)
    WHERE n.mail_id = clock.id AND n.policy_version = clock.version AND n.closed_at IS NULL AND n.accepted_at IS NULL`
}

/** A notice that cannot be delivered starts no clock and stops one that runs: the account goes on a list for staff. */
async function bounced(tx: PortalContext, mails: HookMail[]): Promise<void> {
  const now = Prisma.sql`${tx.now()}::timestamptz`
  const events = recordEventsSql(tx, 'lifecycle.notice-undeliverable', {
    from: Prisma.sql`closed`,
    details: { noticeId: Prisma.sql`id` },
  })
  await tx.db.$executeRaw`
    WITH closed AS (
      UPDATE inactivity_notice SET closed_at = ${now}, outcome = 'undeliverable'
      WHERE mail_id = ANY(${mails.map(({ id }) => id)}::uuid[]) AND closed_at IS NULL
      RETURNING id, account_id
    )
    ${events}`
}

/** As long as its last day is to come, and nothing has happened since: no other notice, no sign-in, nothing that stops the clock. */
async function unreturned(tx: PortalContext, mails: HookMail[]): Promise<number> {
  const events = recordEventsSql(tx, 'lifecycle.notice-resumed', {
    from: Prisma.sql`resumed`,
    details: { noticeId: Prisma.sql`id` },
  })
  return tx.db.$executeRaw`
    WITH resumed AS (
      UPDATE inactivity_notice n SET closed_at = NULL, outcome = NULL FROM account a
      WHERE n.mail_id = ANY(${mails.map(({ id }) => id)}::uuid[]) AND n.outcome = 'undeliverable'
        AND n.accepted_at IS NOT NULL AND n.respond_by >= ${berlinDay(tx.now())}::date
        AND a.id = n.account_id AND coalesce(a.last_login_at, a.registered_at) <= n.inactive_since
        AND ${clockRunsSql(Prisma.sql`n.created_at`)}
        AND NOT EXISTS (SELECT FROM inactivity_notice o WHERE o.account_id = n.account_id AND o.created_at > n.created_at)
      RETURNING n.id, n.account_id
    )
    ${events}`
}

/** The refusal was ours, or staff repeat the mail: the notice waits for its acceptance again, unless another one is open. */
async function revived(tx: PortalContext, mails: HookMail[]): Promise<void> {
  const events = recordEventsSql(tx, 'lifecycle.notice-resumed', {
    from: Prisma.sql`resumed`,
    details: { noticeId: Prisma.sql`id` },
  })
  await tx.db.$executeRaw`
    WITH resumed AS (
      UPDATE inactivity_notice n SET closed_at = NULL, outcome = NULL
      WHERE mail_id = ANY(${mails.map(({ id }) => id)}::uuid[]) AND outcome = 'undeliverable' AND accepted_at IS NULL
        AND NOT EXISTS (SELECT FROM inactivity_notice o WHERE o.account_id = n.account_id AND o.closed_at IS NULL)
      RETURNING id, account_id
    )
    ${events}`
}
