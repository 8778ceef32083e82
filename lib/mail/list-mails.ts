import { type PortalContext } from '../context'
import { type MailState } from '../db/generated/enums'

/** What staff see of a mail: never its props or its text. */
export type ListedMail = {
  id: string
  template: string
  state: MailState
  attempts: number
  createdAt: Date
  dueAt: Date
  acceptedAt: Date | null
  changedAt: Date
  /** Class of the last failure, e.g. "smtp 451" */
  lastError: string | null
}

export type FailedMail = ListedMail & { accountId: string | null; recipient: string | null }

const columns = {
  id: true,
  template: true,
  state: true,
  attempts: true,
  createdAt: true,
  dueAt: true,
  acceptedAt: true,
  changedAt: true,
  lastError: true,
} as const

const MOST_MAILS_SHOWN = 50

/** Mail to one member, the latest first; the caller has recorded the look at the member. */
export function mailsOf(ctx: PortalContext, accountId: string): Promise<ListedMail[]> {
  return ctx.db.outgoingMail.findMany({
    where: { accountId },
    select: columns,
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: MOST_MAILS_SHOWN,
  })
}

/** Failed and bounced mail with its recipients, the latest first; the caller records the look at these people. */
export async function listFailedMails(ctx: PortalContext): Promise<FailedMail[]> {
  return ctx.db.$queryRaw<FailedMail[]>`
    SELECT m.id, m.template, m.state::text AS state, m.attempts, m.created_at AS "createdAt", m.due_at AS "dueAt",
      m.accepted_at AS "acceptedAt", m.changed_at AS "changedAt", m.last_error AS "lastError", m.account_id AS "accountId",
      coalesce(m.recipient, a.email) AS recipient
    FROM outgoing_mail m LEFT JOIN account a ON a.id = m.account_id
    WHERE (CASE WHEN m.state IN ('failed', 'bounced') THEN m.changed_at END) IS NOT NULL
    ORDER BY (CASE WHEN m.state IN ('failed', 'bounced') THEN m.changed_at END) DESC, m.id DESC
    LIMIT ${MOST_MAILS_SHOWN}`
}

export type QueueFigures = {
  mails: Record<MailState, number>
  /** Creation of the oldest mail that still waits */
  oldestWaiting: Date | null
  /** Last successful end of the duty that sends */
  lastDispatchAt: Date | null
}

/** The queue in numbers. */
export async function queueFigures(ctx: PortalContext): Promise<QueueFigures> {
  const rows = await ctx.db.$queryRaw<{ state: MailState; mails: number; oldest: Date; lastRunAt: Date | null }[]>`
    SELECT m.state::text AS state, count(m.id)::int AS mails, min(m.created_at) AS oldest,
      (SELECT last_run_at FROM duty_lease WHERE duty = 'mail') AS "lastRunAt"
    FROM (SELECT 1) AS always LEFT JOIN outgoing_mail m ON TRUE GROUP BY m.state`
  const mails: QueueFigures['mails'] = { queued: 0, sending: 0, accepted: 0, failed: 0, bounced: 0 }
  let oldestWaiting: Date | null = null
  for (const row of rows) {
    if (!row.state) continue
    mails[row.state] = row.mails
    const waits = row.state === 'queued' || row.state === 'sending'
    if (waits && (oldestWaiting === null || row.oldest < oldestWaiting)) oldestWaiting = row.oldest
  }
  return { mails, oldestWaiting, lastDispatchAt: rows[0]?.lastRunAt ?? null }
}
