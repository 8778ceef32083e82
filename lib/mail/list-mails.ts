import { z } from 'zod'
import { codesOf, type MailCause, mailStateLabels } from '../codes'
import { type PortalContext } from '../context'
import { Prisma } from '../db/generated/client'
import { rowOf, rowsOf } from '../db/rows'
import { pageOf } from '../list'
import { may } from '../may'
import { hasTextSql } from './failed-mails'
import { type QueuedMail } from './mail-queue'
import { REPORTED_BY_STAFF } from './record-returned'

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

export type FailedMailFilter = {
  /** `none`: from before causes were kept */
  cause?: MailCause | 'none'
  template?: string
  state?: 'failed' | 'bounced'
  /** Else the latest first */
  isOldestFirst?: boolean
  /** 1-based */
  page?: number
  size?: number
}

/** Mail to one member, the latest first; never its text. `isReported`: staff said that it came back. The caller has recorded the look at the member. */
export async function mailsOf(
  ctx: PortalContext,
  accountId: string,
): Promise<(Pick<QueuedMail, 'id' | 'template' | 'state' | 'createdAt' | 'acceptedAt'> & { isReported: boolean })[]> {
  may.staffOrPortal(ctx, '/admin/mitglieder/[id]')
  const mails = await ctx.db.outgoingMail.findMany({
    where: { accountId },
    select: { id: true, template: true, state: true, createdAt: true, acceptedAt: true, lastError: true },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: MOST_MAILS_SHOWN,
  })
  return mails.map(({ lastError, ...mail }) => ({ ...mail, isReported: lastError === REPORTED_BY_STAFF }))
}

const foundRow = z.strictObject({ found: z.number() })
/** As the index knows them. */
const failedAtSql = Prisma.sql`(CASE WHEN m.state IN ('failed', 'bounced') THEN m.changed_at END)`

/** Failed and bounced mail with its recipients; the caller records the look at these people. */
export async function listFailedMails(
  ctx: PortalContext,
  filter: FailedMailFilter = {},
): Promise<{ mails: FailedMail[]; page: number; pages: number; found: number }> {
  may.staffOrPortal(ctx, '/admin/postausgang')
  const { cause, template, state, isOldestFirst } = filter
  const where = Prisma.join(
    [
      Prisma.sql`${failedAtSql} IS NOT NULL`,
      ...(cause ? [Prisma.sql`m.cause IS NOT DISTINCT FROM ${cause === 'none' ? null : cause}::text`] : []),
      ...(template ? [Prisma.sql`m.template = ${template}`] : []),
      ...(state ? [Prisma.sql`m.state = ${state}::mail_state`] : []),
    ],
    ' AND ',
  )
  const counted = await rowOf(ctx, foundRow)`SELECT count(*)::int AS found FROM outgoing_mail m WHERE ${where}`
  const found = counted?.found ?? 0
  const { page, pages, limit, offset } = pageOf(found, filter)
  const way = isOldestFirst ? Prisma.sql`ASC` : Prisma.sql`DESC`
  const mails = await rowsOf(ctx, failedMailRow)`
    SELECT m.id, m.template, m.state::text AS state, m.attempts, m.created_at AS "createdAt",
      m.changed_at AS "changedAt", m.last_error AS "lastError", m.cause, ${hasTextSql} AS "hasText", m.account_id AS "accountId",
      coalesce(m.recipient, a.email) AS recipient
    FROM outgoing_mail m LEFT JOIN account a ON a.id = m.account_id
    WHERE ${where} ORDER BY ${failedAtSql} ${way}, m.id ${way} LIMIT ${limit} OFFSET ${offset}`
  return { mails, page, pages, found }
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
export async function groupFailedMails(ctx: PortalContext): Promise<FailedGroup[]> {
  may.staffOrPortal(ctx, '/admin/postausgang')
  return rowsOf(ctx, failedGroupRow)`
    SELECT cause, count(*)::int AS count, (count(*) FILTER (WHERE ${hasTextSql}))::int AS "withText",
      min(changed_at) AS since, max(changed_at) AS latest
    FROM outgoing_mail
    WHERE (CASE WHEN state IN ('failed', 'bounced') THEN changed_at END) IS NOT NULL
    GROUP BY cause ORDER BY count DESC, cause`
}
