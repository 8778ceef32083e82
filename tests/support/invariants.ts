import { expect } from 'vitest'
import { type PortalContext } from '@/lib/context'
import { Prisma } from '@/lib/db/generated/client'
import { expectQueueFits } from './outbox'

/**
 * What must hold whatever happened (I1 to I11), asked after every test of DS-05. Each query lists violations. Needs a database
 * whose rows come from verbs at the times they say; tests that move rows by hand move all that belongs together.
 */
const invariants: Record<string, Prisma.Sql> = {
  'I1 nobody is erased before the last day to answer is over': Prisma.sql`
    SELECT e.account_id FROM erasure e LEFT JOIN policy_version v ON v.number = e.policy_version
    WHERE e.reason = 'inactivity' AND (
      e.notice_accepted_at IS NULL OR e.respond_by IS NULL
      OR (e.erased_at AT TIME ZONE 'Europe/Berlin')::date <= e.respond_by
      OR (e.erased_at AT TIME ZONE 'Europe/Berlin')::date
        <= outage_last_day((e.notice_accepted_at AT TIME ZONE 'Europe/Berlin')::date,
          ((e.notice_accepted_at AT TIME ZONE 'Europe/Berlin')::date + v.response_period::interval)::date))`,
  'I2 nobody is notified before the inactivity period is over': Prisma.sql`
    SELECT n.id FROM inactivity_notice n JOIN policy_version v ON v.number = n.policy_version
    WHERE (n.created_at AT TIME ZONE 'Europe/Berlin')::date
      <= ((n.inactive_since AT TIME ZONE 'Europe/Berlin')::date + v.inactivity_period::interval)::date`,
  'I3 one notice per episode, one open notice per account': Prisma.sql`
    SELECT account_id FROM inactivity_notice WHERE outcome IS DISTINCT FROM 'superseded'
    GROUP BY account_id, inactive_since HAVING count(*) > 1
    UNION ALL SELECT account_id FROM inactivity_notice WHERE closed_at IS NULL GROUP BY account_id HAVING count(*) > 1`,
  'I4 a notice that runs no clock has its mail in the queue': Prisma.sql`
    SELECT n.id FROM inactivity_notice n WHERE n.closed_at IS NULL AND n.accepted_at IS NULL
      AND NOT EXISTS (SELECT FROM outgoing_mail m WHERE m.id = n.mail_id AND m.state <> 'accepted')`,
  'I4 whoever is marked as notified has a notice for this episode': Prisma.sql`
    SELECT a.id FROM account a WHERE a.notified_for = coalesce(a.last_login_at, a.registered_at)
      AND NOT EXISTS (SELECT FROM inactivity_notice n WHERE n.account_id = a.id AND n.inactive_since = a.notified_for)`,
  'I7 who stands in the ledger is gone': Prisma.sql`SELECT e.account_id FROM erasure e JOIN account a ON a.id = e.account_id`,
  'I9 nobody is erased who signed in after the notice was made': Prisma.sql`
    SELECT e.account_id FROM erasure e
    JOIN audit_event notified ON notified.subject_id = e.account_id AND notified.act = 'lifecycle.notified'
    JOIN audit_event came ON came.subject_id = e.account_id AND came.act = 'session.started' AND came.seq > notified.seq
    WHERE e.reason = 'inactivity' AND NOT EXISTS (
      SELECT FROM audit_event again WHERE again.subject_id = e.account_id AND again.act = 'lifecycle.notified' AND again.seq > came.seq)`,
  'I11 runs count what they did': Prisma.sql`
    SELECT * FROM (SELECT (SELECT coalesce(sum(erased), 0) FROM sweep_run) AS counted,
      (SELECT count(*) FROM erasure WHERE reason = 'inactivity') AS done) e WHERE counted <> done
    UNION ALL SELECT * FROM (SELECT (SELECT coalesce(sum(notified), 0) FROM sweep_run) AS counted,
      (SELECT count(*) FROM audit_event WHERE act = 'lifecycle.notified') AS done) n WHERE counted <> done
    UNION ALL SELECT * FROM (SELECT (SELECT coalesce(sum(unconfirmed), 0) FROM sweep_run) AS counted,
      (SELECT count(*) FROM erasure WHERE reason = 'unconfirmed') AS done) u WHERE counted <> done`,
}

export async function expectInvariants(ctx: PortalContext): Promise<void> {
  for (const [sentence, violations] of Object.entries(invariants)) {
    expect(await ctx.db.$queryRaw<unknown[]>(violations), sentence).toEqual([])
  }
  await expectQueueFits(ctx)
}
