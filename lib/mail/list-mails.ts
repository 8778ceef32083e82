import { type PortalContext } from '../context'
import { hasTextSql } from './failed-mails'
import { type QueuedMail } from './mail-queue'

/** A mail that needs a decision, with the person it was for. */
export type FailedMail = Omit<QueuedMail, 'dueAt' | 'acceptedAt'> & {
  recipient: string | null
  cause: string | null
  /** It can be sent again. */
  hasText: boolean
}

const MOST_MAILS_SHOWN = 50

/** Mail to one member, the latest first; never its text. The caller has recorded the look at the member. */
export function mailsOf(
  ctx: PortalContext,
  accountId: string,
): Promise<Pick<QueuedMail, 'id' | 'template' | 'state' | 'createdAt' | 'acceptedAt'>[]> {
  return ctx.db.outgoingMail.findMany({
    where: { accountId },
    select: { id: true, template: true, state: true, createdAt: true, acceptedAt: true },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: MOST_MAILS_SHOWN,
  })
}

/** Failed and bounced mail with its recipients, the latest first; the caller records the look at these people. */
export function listFailedMails(ctx: PortalContext): Promise<FailedMail[]> {
  return ctx.db.$queryRaw<FailedMail[]>`
    SELECT m.id, m.template, m.state::text AS state, m.attempts, m.created_at AS "createdAt",
      m.changed_at AS "changedAt", m.last_error AS "lastError", m.cause, ${hasTextSql} AS "hasText", m.account_id AS "accountId",
      coalesce(m.recipient, a.email) AS recipient
    FROM outgoing_mail m LEFT JOIN account a ON a.id = m.account_id
    WHERE (CASE WHEN m.state IN ('failed', 'bounced') THEN m.changed_at END) IS NOT NULL
    ORDER BY (CASE WHEN m.state IN ('failed', 'bounced') THEN m.changed_at END) DESC, m.id DESC
    LIMIT ${MOST_MAILS_SHOWN}`
}

export type FailedGroup = {
  cause: string | null
  count: number
  /** So many of them can be sent again. */
  withText: number
  since: Date
  latest: Date
}

/** Failed and bounced mail by its cause, the largest group first; numbers only. */
export function groupFailedMails(ctx: PortalContext): Promise<FailedGroup[]> {
  return ctx.db.$queryRaw<FailedGroup[]>`
    SELECT cause, count(*)::int AS count, (count(*) FILTER (WHERE ${hasTextSql}))::int AS "withText",
      min(changed_at) AS since, max(changed_at) AS latest
    FROM outgoing_mail
    WHERE (CASE WHEN state IN ('failed', 'bounced') THEN changed_at END) IS NOT NULL
    GROUP BY cause ORDER BY count DESC, cause`
}
