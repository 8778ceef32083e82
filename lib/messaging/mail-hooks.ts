import { z } from 'zod'
import { type PortalContext } from '../context'
import { Prisma } from '../db/generated/client'
import { rowsOf } from '../db/rows'
import { isPresentSql, isSuspendedSql } from '../db/standing'
import { type HookMail, type MailHooks } from '../mail/hooks'
import { isVisibleSql } from '../moderation/measures'
import { fullNameSql, partnerSql } from './partner'

/**
 * What mails about messages show is read when they leave: the queue keeps no text, nobody gets a mail about what they have read, whose
 * author is gone or suspended, or what the moderation has hidden (DS-04, DS-07, DS-08).
 */
export const messagingMailHooks: MailHooks = {
  'new-message': { complete: completeMessages },
  'message-digest': { complete: completeDigests },
}

const messageRow = z.strictObject({
  id: z.string(),
  from: z.string(),
  subject: z.string().nullable(),
  text: z.string(),
  conversationId: z.string(),
})

async function completeMessages(ctx: PortalContext, mails: (HookMail & { props: unknown })[]) {
  const messageOf = new Map(mails.map(({ id, props }) => [id, (props as { messageId: string }).messageId]))
  const rows = await rowsOf(ctx, messageRow)`
    SELECT msg.id, ${fullNameSql} AS "from", c.subject, msg.text, msg.conversation_id AS "conversationId"
    FROM message msg JOIN conversation c ON c.id = msg.conversation_id JOIN account a ON a.id = msg.author_id
    JOIN conversation_member mine ON mine.conversation_id = msg.conversation_id AND mine.account_id = msg.recipient_id
    LEFT JOIN message_setting s ON s.account_id = msg.recipient_id
    WHERE msg.id = ANY(${[...messageOf.values()]}::uuid[]) AND msg.text IS NOT NULL
      AND mine.unread > 0 AND (mine.read_at IS NULL OR mine.read_at < msg.sent_at) AND mine.blocked_at IS NULL
      AND coalesce(s.notify, 'at-once') = 'at-once'
      AND ${isPresentSql(Prisma.sql`a.id`)} AND ${isVisibleSql('message', Prisma.sql`msg.id`)}
      AND NOT ${isSuspendedSql(Prisma.sql`a.id`)}`
  const found = new Map(rows.map(({ id, subject, ...row }) => [id, { ...row, subject: subject ?? 'ohne Betreff' }]))
  return new Map(
    [...messageOf].flatMap(([mail, message]) => {
      const props = found.get(message)
      return props ? [[mail, props] as const] : []
    }),
  )
}

/** Lines of a daily mail; the rest is a number. */
const MOST_LINES = 10

const digestRow = z.strictObject({
  accountId: z.string(),
  name: z.string(),
  subject: z.string().nullable(),
  unread: z.number(),
  place: z.number(),
})

async function completeDigests(ctx: PortalContext, mails: HookMail[]) {
  const accountIds = mails.flatMap(({ accountId }) => accountId ?? [])
  const rows = await rowsOf(ctx, digestRow)`
    SELECT mine.account_id AS "accountId", partner.name, mine.unread,
      CASE WHEN ${isPresentSql(Prisma.sql`c.starter_id`)} THEN c.subject END AS subject,
      row_number() OVER (PARTITION BY mine.account_id ORDER BY mine.last_message_at DESC)::int AS place
    FROM conversation_member mine JOIN conversation c ON c.id = mine.conversation_id JOIN LATERAL ${partnerSql} partner ON true
    WHERE mine.account_id = ANY(${accountIds}::uuid[]) AND mine.unread > 0
      AND EXISTS (SELECT FROM message_setting s WHERE s.account_id = mine.account_id AND s.notify = 'daily') ORDER BY place`
  const byAccount = Map.groupBy(rows, ({ accountId }) => accountId)
  return new Map(
    mails.flatMap(({ id, accountId }) => {
      const own = byAccount.get(accountId ?? '') ?? []
      if (own.length === 0) return []
      const lines = own.slice(0, MOST_LINES).map(({ name, subject }) => `${name}: ${subject ?? 'ohne Betreff'}`)
      const unread = own.reduce((sum, row) => sum + row.unread, 0)
      return [[id, { lines, unread, more: own.length - lines.length }] as const]
    }),
  )
}
