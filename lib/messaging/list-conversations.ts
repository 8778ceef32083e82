import { z } from 'zod'
import { type PortalContext } from '../context'
import { Prisma } from '../db/generated/client'
import { rowsOf } from '../db/rows'
import { isPresentSql } from '../db/standing'
import { may } from '../may'
import { isVisibleSql } from '../moderation/measures'
import { oneLine } from '../writing/stored'
import { partnerSql } from './partner'

export type ListedConversation = z.output<typeof listedConversationRow>
const listedConversationRow = z.strictObject({
  id: z.string(),
  /** Null: whoever began it is gone. */
  subject: z.string().nullable(),
  /** Null: the other one is gone. */
  partner: z.string().nullable(),
  unread: z.number(),
  lastMessageAt: z.date(),
  /** First words of the newest message; null where its author is gone or the moderation has hidden it. */
  excerpt: z.string().nullable(),
  isOwn: z.boolean(),
})

export type ConversationPage = { conversations: ListedConversation[]; page: number; pages: number }

const CONVERSATIONS_PER_PAGE = 20
const EXCERPT_LENGTH = 120

/** One page of a member's conversations, the newest first (DS-08): two statements. */
export async function listConversations(
  ctx: PortalContext,
  { page: asked = 1 }: { page?: number } = {},
): Promise<ConversationPage> {
  const accountId = may.member(ctx)
  const count = await ctx.db.conversationMember.count({ where: { accountId } })
  const pages = Math.max(1, Math.ceil(count / CONVERSATIONS_PER_PAGE))
  const page = Math.min(Math.max(1, asked), pages)
  const rows = await rowsOf(ctx, listedConversationRow)`
    SELECT c.id, CASE WHEN ${isPresentSql(Prisma.sql`c.starter_id`)} THEN c.subject END AS subject, partner.name AS partner,
      CASE WHEN partner.account_id IS NULL THEN 0 ELSE mine.unread END AS unread,
      mine.last_message_at AS "lastMessageAt", coalesce(last.author_id = mine.account_id, false) AS "isOwn",
      CASE WHEN last.author_id = mine.account_id OR (partner.account_id IS NOT NULL AND ${isVisibleSql('message', Prisma.sql`last.id`)})
        THEN left(last.text, 1000) END AS excerpt
    FROM conversation_member mine JOIN conversation c ON c.id = mine.conversation_id
    LEFT JOIN LATERAL ${partnerSql} partner ON true
    LEFT JOIN LATERAL (SELECT id, author_id, text FROM message
      WHERE conversation_id = mine.conversation_id ORDER BY id DESC LIMIT 1) last ON true
    WHERE mine.account_id = ${accountId}::uuid
    ORDER BY mine.last_message_at DESC, mine.conversation_id DESC
    LIMIT ${CONVERSATIONS_PER_PAGE} OFFSET ${(page - 1) * CONVERSATIONS_PER_PAGE}`
  const conversations = rows.map((row) => ({
    ...row,
    excerpt: row.excerpt === null ? null : oneLine(row.excerpt, EXCERPT_LENGTH),
  }))
  return { conversations, page, pages }
}
