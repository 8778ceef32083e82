import { actorColumns } from '../audit/record-event'
import { type PortalContext } from '../context'
import { Prisma } from '../db/generated/client'

/**
 * Housekeeping: a notice whose mail left the queue without being accepted (held back by a legal hold that is lifted by now,
 * or given up and forgotten) would stay open for ever without a clock. It makes room for a new one, which the
 * next sweep sends (DS-05, I4). Returns how many.
 */
export async function renewLostNotices(ctx: PortalContext): Promise<{ renewedNotices: number }> {
  const { actorKind, actorId } = actorColumns(ctx)
  const now = Prisma.sql`${ctx.now()}::timestamptz`
  const renewedNotices = await ctx.db.$executeRaw`
    WITH lost AS (
      SELECT n.id, n.account_id
      FROM inactivity_notice n JOIN account a ON a.id = n.account_id
      WHERE n.closed_at IS NULL AND n.accepted_at IS NULL
        AND NOT EXISTS (SELECT FROM outgoing_mail m WHERE m.id = n.mail_id)
        AND NOT EXISTS (SELECT FROM legal_hold h WHERE h.account_id = a.id AND h.released_at IS NULL)
      ORDER BY a.id FOR UPDATE OF a SKIP LOCKED
    ), closed AS (
      UPDATE inactivity_notice n SET closed_at = ${now}, outcome = 'superseded'
      FROM lost WHERE n.id = lost.id AND n.closed_at IS NULL RETURNING n.id, n.account_id
    ), unmarked AS (
      UPDATE account SET notified_for = NULL FROM closed WHERE account.id = closed.account_id
    )
    INSERT INTO audit_event (at, actor_kind, actor_id, act, subject_id, details)
    SELECT ${now}, ${actorKind}, ${actorId}, 'lifecycle.notice-superseded', account_id,
           jsonb_build_object('noticeId', id, 'reason', 'mail-lost')
    FROM closed`
  return { renewedNotices }
}
