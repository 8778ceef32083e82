import { z } from 'zod'
import { type PortalContext } from '../context'
import { Prisma } from '../db/generated/client'
import { rowOf, rowsOf } from '../db/rows'
import { may } from '../may'
import { TOPICS_PER_PAGE } from './limits'
import { authorSql, isListedSql, isTopicLockedSql, isUnreadSql, unreadSinceSql } from './sql'

/** A topic as a line of a list. */
export type ListedTopic = z.output<typeof listedTopicRow>
const listedTopicRow = z.strictObject({
  id: z.string(),
  /** Null once its author took it away. */
  title: z.string().nullable(),
  author: z.string().nullable(),
  startedAt: z.date(),
  lastPostAt: z.date(),
  lastAuthor: z.string().nullable(),
  lastNumber: z.number(),
  /** Number of the last post that the reader has seen; 0 for none. */
  readNumber: z.number(),
  isUnread: z.boolean(),
  isLocked: z.boolean(),
  isSolved: z.boolean(),
  /** Hidden by the moderation: the author sees it all the same. */
  isHidden: z.boolean(),
  categoryName: z.string(),
  categorySlug: z.string(),
})

/** Topics of one category, the latest news first; `page` from 1. */
export async function listTopics(
  ctx: PortalContext,
  { categoryId, page }: { categoryId: string; page: number },
): Promise<ListedTopic[]> {
  const accountId = may.member(ctx)
  const seen = Prisma.sql`(${isListedSql} OR t.author_id = ${accountId}::uuid)`
  return select(ctx, Prisma.sql`t.category_id = ${categoryId}::uuid AND ${seen}`, TOPICS_PER_PAGE, page)
}

/** What the reader has not seen yet, the latest first. */
export async function listUnread(ctx: PortalContext, page = 1): Promise<ListedTopic[]> {
  const accountId = may.member(ctx)
  const since = unreadSinceSql(ctx, accountId)
  return select(ctx, Prisma.sql`${isUnreadSql(since)} AND ${isListedSql}`, TOPICS_PER_PAGE, page)
}

/** The latest news of the whole forum. */
export async function listLatest(ctx: PortalContext, limit: number): Promise<ListedTopic[]> {
  may.member(ctx)
  return select(ctx, isListedSql, limit, 1)
}

const countRow = z.strictObject({ count: z.number() })

/** Number of topics with something unread; for the menu and the overview. */
export async function countUnread(ctx: PortalContext): Promise<number> {
  const accountId = may.member(ctx)
  const since = unreadSinceSql(ctx, accountId)
  const row = await rowOf(ctx, countRow)`
    SELECT count(*)::int AS count FROM forum_topic t
    LEFT JOIN forum_read r ON r.topic_id = t.id AND r.account_id = ${accountId}::uuid
    WHERE ${isUnreadSql(since)} AND ${isListedSql}`
  return row?.count ?? 0
}

/** The page is cut out first; names and marks are looked up for its lines only. */
async function select(ctx: PortalContext, where: Prisma.Sql, limit: number, page: number): Promise<ListedTopic[]> {
  const accountId = may.member(ctx)
  return rowsOf(ctx, listedTopicRow)`
    SELECT t.id, t.title, t.started_at AS "startedAt", t.last_post_at AS "lastPostAt", t.last_number AS "lastNumber",
      coalesce(t.read_number, 0) AS "readNumber", t.helpful_number IS NOT NULL AS "isSolved",
      ${isUnreadSql(unreadSinceSql(ctx, accountId))} AS "isUnread",
      ${isTopicLockedSql} AS "isLocked", NOT ${isListedSql} AS "isHidden",
      ${authorSql(Prisma.sql`a`)} AS author, ${authorSql(Prisma.sql`l`)} AS "lastAuthor",
      c.name AS "categoryName", c.slug AS "categorySlug"
    FROM (
      SELECT t.*, r.number AS read_number FROM forum_topic t
      LEFT JOIN forum_read r ON r.topic_id = t.id AND r.account_id = ${accountId}::uuid
      WHERE ${where} ORDER BY t.last_post_at DESC, t.id DESC LIMIT ${limit} OFFSET ${(page - 1) * limit}
    ) t
    JOIN forum_category c ON c.id = t.category_id
    LEFT JOIN LATERAL (SELECT t.read_number AS number) r ON true
    LEFT JOIN account a ON a.id = t.author_id
    LEFT JOIN forum_post lp ON lp.topic_id = t.id AND lp.number = t.last_number
    LEFT JOIN account l ON l.id = lp.author_id
    ORDER BY t.last_post_at DESC, t.id DESC`
}
