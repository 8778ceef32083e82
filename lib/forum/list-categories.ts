import { z } from 'zod'
import { type PortalContext } from '../context'
import { Prisma } from '../db/generated/client'
import { rowOf, rowsOf } from '../db/rows'
import { may } from '../may'
import { isListedSql, isUnreadSql, unreadSinceSql } from './sql'

export type Category = z.output<typeof categoryRow>
const categoryRow = z.strictObject({
  id: z.string(),
  slug: z.string(),
  name: z.string(),
  description: z.string(),
  topics: z.number(),
  posts: z.number(),
  lastPostAt: z.date().nullable(),
  /** Topics with something that the reader has not seen. */
  unread: z.number(),
})

/** The categories in the order of staff, with what goes on in them; one statement. Archived ones are left out. */
export async function listCategories(ctx: PortalContext): Promise<Category[]> {
  const accountId = may.member(ctx)
  return rowsOf(ctx, categoryRow)`
    SELECT c.id, c.slug, c.name, c.description, coalesce(n.topics, 0) AS topics, coalesce(n.posts, 0) AS posts,
      n."lastPostAt", coalesce(n.unread, 0) AS unread
    FROM forum_category c
    LEFT JOIN (
      SELECT t.category_id, count(*)::int AS topics, sum(t.last_number)::int AS posts, max(t.last_post_at) AS "lastPostAt",
        (count(*) FILTER (WHERE ${isUnreadSql(unreadSinceSql(ctx, accountId))}))::int AS unread
      FROM forum_topic t LEFT JOIN forum_read r ON r.topic_id = t.id AND r.account_id = ${accountId}::uuid
      WHERE ${isListedSql} GROUP BY t.category_id
    ) n ON n.category_id = c.id
    WHERE c.archived_at IS NULL ORDER BY c.position, c.name`
}

/** Where a new topic can go: for the form. */
export async function openCategories(ctx: PortalContext): Promise<{ id: string; slug: string; name: string }[]> {
  may.member(ctx)
  return ctx.db.forumCategory.findMany({
    where: { archivedAt: null },
    orderBy: [{ position: 'asc' }, { name: 'asc' }],
    select: { id: true, slug: true, name: true },
  })
}

export type CategoryHead = z.output<typeof categoryHeadRow>
const categoryHeadRow = z.strictObject({
  id: z.string(),
  slug: z.string(),
  name: z.string(),
  description: z.string(),
  isArchived: z.boolean(),
  topics: z.number(),
  isSubscribed: z.boolean(),
})

/** One category for its page; undefined if there is none at this address. */
export async function findCategory(ctx: PortalContext, slug: string): Promise<CategoryHead | undefined> {
  const accountId = may.member(ctx)
  const row = await rowOf(
    ctx,
    categoryHeadRow,
  )(Prisma.sql`
    SELECT c.id, c.slug, c.name, c.description, c.archived_at IS NOT NULL AS "isArchived",
      (SELECT count(*)::int FROM forum_topic t WHERE t.category_id = c.id AND ${isListedSql}) AS topics,
      EXISTS (SELECT FROM forum_subscription b WHERE b.category_id = c.id AND b.account_id = ${accountId}::uuid) AS "isSubscribed"
    FROM forum_category c WHERE c.slug = ${slug}`)
  return row
}
