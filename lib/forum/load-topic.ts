import { z } from 'zod'
import { type PortalContext } from '../context'
import { Prisma } from '../db/generated/client'
import { rowOf, rowsOf } from '../db/rows'
import { looksBehind, may } from '../may'
import { recordContentLook } from '../moderation/record-content-look'
import { drawnRow } from '../writing/stored'
import { POSTS_PER_PAGE } from './limits'
import { authorSql, isOpenSql, isTopicLockedSql } from './sql'

export type TopicHead = z.output<typeof topicHeadRow>
const topicHeadRow = z.strictObject({
  id: z.string(),
  title: z.string().nullable(),
  authorId: z.string().nullable(),
  categoryId: z.string(),
  categoryName: z.string(),
  categorySlug: z.string(),
  lastNumber: z.number(),
  helpfulNumber: z.number().nullable(),
  helpfulPostId: z.string().nullable(),
  isLocked: z.boolean(),
  isOpen: z.boolean(),
  /** What the author is told about why it is hidden. */
  hiddenReason: z.string().nullable(),
  isSubscribed: z.boolean(),
  readNumber: z.number(),
  /** Number of the reader's own last post here; 0 for none. */
  ownNumber: z.number(),
  pages: z.number(),
})

export type Quote = z.output<typeof quoteRow>
const quoteRow = z.strictObject({
  id: z.string(),
  number: z.number(),
  topicId: z.string(),
  author: z.string().nullable(),
  body: z.string().nullable(),
  drawn: drawnRow,
})

/** A post as this reader may see it. `body` is null where there is nothing to read: see `state`. */
export type ShownPost = z.output<typeof shownPostRow>
const shownPostRow = z.strictObject({
  id: z.string(),
  number: z.number(),
  body: z.string().nullable(),
  drawn: drawnRow,
  postedAt: z.date(),
  editedAt: z.date().nullable(),
  authorId: z.string().nullable(),
  /** Null once the author is erased or has taken the post away. */
  author: z.string().nullable(),
  /** shown; hidden: by the moderation; removed: by its author or with the account. The text of a hidden one is for its author and moderators. */
  state: z.enum(['shown', 'hidden', 'removed']),
  hiddenReason: z.string().nullable(),
  hasRevisions: z.boolean(),
  quote: quoteRow.nullable(),
})

type Found = { outcome: 'found'; topic: TopicHead; posts: ShownPost[]; page: number }

/**
 * A topic and one page of its posts, with two statements however long it is: posts are cut by their number, which never changes.
 * `page` from 1, `last` for the last one. `hidden`: the moderation has hidden it, and the reader is neither its author nor moderating.
 * What only moderators are shown is recorded (DS-06).
 */
export async function loadTopic(
  ctx: PortalContext,
  { topicId, page }: { topicId: string; page: number | 'last' },
): Promise<Found | { outcome: 'hidden' } | { outcome: 'unknown' }> {
  const accountId = may.member(ctx)
  const topic = await loadHead(ctx, topicId)
  if (!topic) return { outcome: 'unknown' }
  const isBehind = !topic.isOpen && topic.authorId !== accountId
  if (isBehind && !looksBehind(ctx)) return { outcome: 'hidden' }
  const shown = page === 'last' ? topic.pages : Math.min(page, topic.pages)
  const posts = await loadPosts(ctx, topicId, shown)
  if (isBehind) await recordContentLook(ctx, { kind: 'topic', ...topic })
  else
    for (const post of posts)
      if (post.state === 'hidden' && post.body !== null && post.authorId !== accountId)
        await recordContentLook(ctx, { kind: 'post', ...post })
  return { outcome: 'found', topic, posts, page: shown }
}

const loadHeadRow = topicHeadRow.omit({ pages: true })

async function loadHead(ctx: PortalContext, topicId: string): Promise<TopicHead | undefined> {
  const accountId = may.member(ctx)
  const row = await rowOf(ctx, loadHeadRow)`
    SELECT t.id, t.title, t.author_id AS "authorId", t.category_id AS "categoryId", c.name AS "categoryName",
      c.slug AS "categorySlug", t.last_number AS "lastNumber", h.number AS "helpfulNumber", h.id AS "helpfulPostId",
      ${isTopicLockedSql} AS "isLocked",
      ${isOpenSql('topic', Prisma.sql`t.id`, Prisma.sql`t.author_id`)} AS "isOpen",
      ${reasonSql('topic', Prisma.sql`t.id`)} AS "hiddenReason",
      EXISTS (SELECT FROM forum_subscription b WHERE b.topic_id = t.id AND b.account_id = ${accountId}::uuid) AS "isSubscribed",
      coalesce(r.number, 0) AS "readNumber",
      coalesce((SELECT max(o.number) FROM forum_post o WHERE o.topic_id = t.id AND o.author_id = ${accountId}::uuid), 0) AS "ownNumber"
    FROM forum_topic t
    JOIN forum_category c ON c.id = t.category_id
    LEFT JOIN forum_post h ON h.topic_id = t.id AND h.number = t.helpful_number
    LEFT JOIN forum_read r ON r.topic_id = t.id AND r.account_id = ${accountId}::uuid
    WHERE t.id = ${topicId}::uuid`
  return row && { ...row, pages: Math.max(1, Math.ceil(row.lastNumber / POSTS_PER_PAGE)) }
}

async function loadPosts(ctx: PortalContext, topicId: string, page: number): Promise<ShownPost[]> {
  const accountId = may.member(ctx)
  const isModerator = looksBehind(ctx)
  const first = (page - 1) * POSTS_PER_PAGE
  const isOwn = Prisma.sql`p.author_id = ${accountId}::uuid`
  return rowsOf(ctx, shownPostRow)`
    SELECT p.id, p.number, p.posted_at AS "postedAt", p.edited_at AS "editedAt",
      CASE WHEN p.body IS NULL THEN 'removed' WHEN o.is_open THEN 'shown' ELSE 'hidden' END AS state,
      CASE WHEN o.is_open OR ${isModerator} OR ${isOwn} THEN p.body END AS body,
      CASE WHEN o.is_open OR ${isModerator} OR ${isOwn} THEN p.drawn END AS drawn,
      CASE WHEN o.is_open OR ${isModerator} OR ${isOwn} THEN p.author_id END AS "authorId",
      CASE WHEN o.is_open OR ${isModerator} OR ${isOwn} THEN ${authorSql(Prisma.sql`a`)} END AS author,
      CASE WHEN NOT o.is_open AND (${isModerator} OR ${isOwn}) THEN ${reasonSql('post', Prisma.sql`p.id`)} END AS "hiddenReason",
      ${isModerator} AND EXISTS (SELECT FROM forum_revision v WHERE v.post_id = p.id) AS "hasRevisions",
      CASE WHEN q.id IS NOT NULL THEN jsonb_build_object('id', q.id, 'number', q.number, 'topicId', q.topic_id,
        'author', CASE WHEN qo.is_open THEN ${authorSql(Prisma.sql`qa`)} END, 'body', CASE WHEN qo.is_open THEN q.body END,
        'drawn', CASE WHEN qo.is_open THEN q.drawn END) END AS quote
    FROM forum_post p
    LEFT JOIN LATERAL (SELECT ${isOpenSql('post', Prisma.sql`p.id`, Prisma.sql`p.author_id`)} AS is_open) o ON true
    LEFT JOIN account a ON a.id = p.author_id
    LEFT JOIN forum_post q ON q.id = p.quoted_post_id
    LEFT JOIN LATERAL (SELECT ${isOpenSql('post', Prisma.sql`q.id`, Prisma.sql`q.author_id`)} AS is_open) qo ON true
    LEFT JOIN account qa ON qa.id = q.author_id
    WHERE p.topic_id = ${topicId}::uuid AND p.number > ${first} AND p.number <= ${first + POSTS_PER_PAGE}
    ORDER BY p.number`
}

/** Why it is hidden, in the words for its author. */
function reasonSql(kind: 'topic' | 'post', id: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`(SELECT m.reason FROM content_measure m WHERE m.content_kind = ${kind} AND m.content_id = ${id}
    AND m.act = 'hide' AND m.ended_at IS NULL)`
}
