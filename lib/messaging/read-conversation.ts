import { z } from 'zod'
import { codesOf, contentLabels } from '../codes'
import { type PortalContext } from '../context'
import { Prisma } from '../db/generated/client'
import { rowOf, rowsOf } from '../db/rows'
import { isPresentSql, isShownSql } from '../db/standing'
import { may } from '../may'
import { isVisibleSql } from '../moderation/measures'
import { isBlockedSql, partnerSql } from './partner'

const messageRow = z.strictObject({
  id: z.string(),
  isOwn: z.boolean(),
  /** Null where its author is gone, or where the moderation has hidden it from this reader. */
  text: z.string().nullable(),
  isHidden: z.boolean(),
  sentAt: z.date(),
})
/** `isNew`: arrived since the last visit. */
export type ReadMessage = z.output<typeof messageRow> & { isNew: boolean }

const headRow = z.strictObject({
  id: z.string(),
  subject: z.string().nullable(),
  contentKind: z.enum(codesOf(contentLabels)),
  /** Null for a profile. */
  contentId: z.string().nullable(),
  /** Null: the other one is gone. */
  partner: z.string().nullable(),
  /** This reader has blocked the other one. */
  hasBlocked: z.boolean(),
  /** Can the other one be written to? Why not is not told. */
  canReceive: z.boolean(),
})
export type ReadConversation = z.output<typeof headRow> & {
  /** In the order in which they were written. */
  messages: ReadMessage[]
  /** Are there messages before and after these? */
  hasOlder: boolean
  hasNewer: boolean
}

export const MESSAGES_PER_PAGE = 30

/**
 * A conversation as one of the two sees it (DS-08), its newest messages or those before `before` (id of a message). Looking at the
 * newest marks all as read. Undefined if it is nobody's or somebody else's. Three statements.
 */
export async function readConversation(
  ctx: PortalContext,
  { id, before }: { id: string; before?: string },
): Promise<ReadConversation | undefined> {
  const accountId = may.member(ctx)
  // First the mark, then the look: a message that arrives in between stays unread rather than unseen.
  const seenAt = before ? undefined : await markRead(ctx, { id, accountId })
  const head = await rowOf(ctx, headRow)`
    SELECT c.id, CASE WHEN ${isPresentSql(Prisma.sql`c.starter_id`)} THEN c.subject END AS subject,
      c.content_kind AS "contentKind", c.content_id AS "contentId", partner.name AS partner,
      EXISTS (SELECT FROM conversation_member x JOIN conversation_member y ON y.conversation_id = x.conversation_id
        WHERE x.account_id = mine.account_id AND y.account_id = partner.account_id AND x.blocked_at IS NOT NULL) AS "hasBlocked",
      EXISTS (SELECT FROM account a WHERE a.id = partner.account_id AND ${isShownSql}
        AND NOT ${isBlockedSql(Prisma.sql`a.id`, Prisma.sql`mine.account_id`)}) AS "canReceive"
    FROM conversation_member mine JOIN conversation c ON c.id = mine.conversation_id
    LEFT JOIN LATERAL ${partnerSql} partner ON true
    WHERE mine.conversation_id = ${id}::uuid AND mine.account_id = ${accountId}::uuid`
  if (!head) return undefined
  const rows = await rowsOf(ctx, messageRow)`
    SELECT msg.id, coalesce(msg.author_id = ${accountId}::uuid, false) AS "isOwn", NOT ${isVisibleSql('message', Prisma.sql`msg.id`)} AS "isHidden",
      CASE WHEN msg.author_id = ${accountId}::uuid
        OR (${isPresentSql(Prisma.sql`msg.author_id`)} AND ${isVisibleSql('message', Prisma.sql`msg.id`)}) THEN msg.text END AS text,
      msg.sent_at AS "sentAt"
    FROM message msg WHERE msg.conversation_id = ${id}::uuid AND (${before ?? null}::uuid IS NULL OR msg.id < ${before ?? null}::uuid)
    ORDER BY msg.id DESC LIMIT ${MESSAGES_PER_PAGE + 1}`
  const messages = rows
    .slice(0, MESSAGES_PER_PAGE)
    .map((row) => ({ ...row, isNew: !row.isOwn && seenAt !== undefined && row.sentAt > seenAt }))
    .reverse()
  return { ...head, messages, hasOlder: rows.length > MESSAGES_PER_PAGE, hasNewer: before !== undefined }
}

const readAtRow = z.strictObject({ readAt: z.date().nullable() })

/** Until when this member had read; undefined if nothing was new. */
async function markRead(
  { db, now }: PortalContext,
  { id, accountId }: { id: string; accountId: string },
): Promise<Date | undefined> {
  const row = await rowOf({ db }, readAtRow)`
    UPDATE conversation_member mine SET unread = 0, read_at = ${now()}
    FROM (SELECT id, read_at FROM conversation_member
      WHERE conversation_id = ${id}::uuid AND account_id = ${accountId}::uuid AND unread > 0 FOR NO KEY UPDATE) AS old
    WHERE mine.id = old.id RETURNING old.read_at AS "readAt"`
  return row && (row.readAt ?? new Date(0))
}
