import { z } from 'zod'
import { codesOf, mailStateLabels } from '../codes'
import { type PortalContext } from '../context'
import { rowsOf } from '../db/rows'
import { hasTextSql } from './failed-mails'
import { type QueuedMail } from './mail-queue'

/** A mail that needs a decision, with the person it was for. */
export type FailedMail = z.output<typeof failedMailRow>
const failedMailRow = z.strictObject({
  id: z.string(),
  accountId: z.string().nullable(),
  template: z.string(),
  state: z.enum(codesOf(mailStateLabels)),
  attempts: z.number(),
  createdAt: z.date(),
  lastError: z.string().nullable(),
  changedAt: z.date(),
  recipient: z.string().nullable(),
  cause: z.string().nullable(),
  /** It can be sent again. */
  hasText: z.boolean(),
})

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
  return rowsOf(ctx, failedMailRow)`
    SELECT m.id, m.template, m.state::text AS state, m.attempts, m.created_at AS "createdAt",
      m.changed_at AS "changedAt", m.last_error AS "lastError", m.cause, ${hasTextSql} AS "hasText", m.account_id AS "accountId",
      coalesce(m.recipient, a.email) AS recipient
    FROM outgoing_mail m LEFT JOIN account a ON a.id = m.account_id
    WHERE (CASE WHEN m.state IN ('failed', 'bounced') THEN m.changed_at END) IS NOT NULL
    ORDER BY (CASE WHEN m.state IN ('failed', 'bounced') THEN m.changed_at END) DESC, m.id DESC
    LIMIT ${MOST_MAILS_SHOWN}`
}

export type FailedGroup = z.output<typeof failedGroupRow>
const failedGroupRow = z.strictObject({
  cause: z.string().nullable(),
  count: z.number(),
  /** So many of them can be sent again. */
  withText: z.number(),
  since: z.date(),
  latest: z.date(),
})

/** Failed and bounced mail by its cause, the largest group first; numbers only. */
export function groupFailedMails(ctx: PortalContext): Promise<FailedGroup[]> {
  return rowsOf(ctx, failedGroupRow)`
    SELECT cause, count(*)::int AS count, (count(*) FILTER (WHERE ${hasTextSql}))::int AS "withText",
      min(changed_at) AS since, max(changed_at) AS latest
    FROM outgoing_mail
    WHERE (CASE WHEN state IN ('failed', 'bounced') THEN changed_at END) IS NOT NULL
    GROUP BY cause ORDER BY count DESC, cause`
}
