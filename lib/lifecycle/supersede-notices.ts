import { recordEventsSql } from '../audit/record-event'
import { type Supersession } from '../codes'
import { type PortalContext } from '../context'
import { Prisma } from '../db/generated/client'

/**
 * Ends every open notice during whose life the clock of its account stood still, for whatever cause and however shortly
 * (lib/accounts/clock-stops.ts): its mail is withdrawn if it has not left, and a new notice follows once the clock runs (DS-05). The
 * verbs that stop a clock need not know of notices. Returns how many.
 */
export async function supersedeStopped(ctx: PortalContext): Promise<number> {
  return ctx.db.$executeRaw(
    supersede(
      ctx,
      'clock-stopped',
      Prisma.sql`n.id IN (
        SELECT stopped.id FROM clock_stop c JOIN inactivity_notice stopped ON stopped.account_id = c.account_id
        WHERE stopped.closed_at IS NULL AND c.until > stopped.created_at)`,
    ),
  )
}

/**
 * Housekeeping: a notice whose mail left the queue without being accepted (given up and forgotten) would stay open for ever without a
 * clock. It makes room for a new one (DS-05, I4). Returns how many.
 */
export async function renewLostNotices(ctx: PortalContext): Promise<{ renewedNotices: number }> {
  const isLost = Prisma.sql`n.accepted_at IS NULL AND NOT EXISTS (SELECT FROM outgoing_mail m WHERE m.id = n.mail_id)`
  return { renewedNotices: await ctx.db.$executeRaw(supersede(ctx, 'mail-lost', isLost)) }
}

function supersede(ctx: PortalContext, reason: Supersession, which: Prisma.Sql): Prisma.Sql {
  const now = Prisma.sql`${ctx.now()}::timestamptz`
  const events = recordEventsSql(ctx, 'lifecycle.notice-superseded', {
    from: Prisma.sql`closed`,
    details: { noticeId: Prisma.sql`id`, reason },
  })
  return Prisma.sql`
    WITH ended AS (
      SELECT n.id FROM inactivity_notice n JOIN account a ON a.id = n.account_id
      WHERE n.closed_at IS NULL AND ${which}
      ORDER BY a.id FOR UPDATE OF a SKIP LOCKED
    ), closed AS (
      UPDATE inactivity_notice n SET closed_at = ${now}, outcome = 'superseded'
      FROM ended WHERE n.id = ended.id AND n.closed_at IS NULL RETURNING n.id, n.account_id, n.mail_id
    ), unmarked AS (
      UPDATE account SET notified_for = NULL FROM closed WHERE account.id = closed.account_id
    ), withdrawn AS (
      DELETE FROM outgoing_mail m USING closed WHERE m.id = closed.mail_id AND m.state IN ('queued', 'sending', 'failed')
    )
    ${events}`
}
