import { z } from 'zod'
import { type PortalContext } from '../context'
import { Prisma } from '../db/generated/client'
import { rowsOf } from '../db/rows'
import { isSuspendedSql } from '../db/standing'
import { type HookMail, type MailHooks } from '../mail/hooks'
import { drawnRow, linesOf } from '../writing/stored'
import { postPath } from './addresses'
import { authorSql, isOpenSql } from './sql'

/**
 * What a mail about a post shows is read when it leaves: nobody gets one about a post that is gone, hidden or whose author is gone or
 * suspended (DS-04, DS-07), or that they have read or no longer want mails about.
 */
export const forumMailHooks: MailHooks = { 'forum-news': { complete: completeNews } }

/** Characters of a post that a mail shows. */
const EXCERPT_LENGTH = 400

/** Of this release; earlier ones are dropped. */
const queuedNewsRow = z.object({ postId: z.uuid(), about: z.enum(['topic', 'category']), aboutId: z.uuid() })
const newsRow = z.strictObject({
  mailId: z.string(),
  postId: z.string(),
  topicId: z.string(),
  number: z.number(),
  topic: z.string().nullable(),
  category: z.string(),
  author: z.string(),
  body: z.string(),
  drawn: drawnRow,
})

async function completeNews(ctx: PortalContext, mails: (HookMail & { props: unknown })[]) {
  const asked = mails.flatMap(({ id, accountId, props }) => {
    const read = queuedNewsRow.safeParse(props)
    return read.success && accountId ? [{ id, accountId, ...read.data }] : []
  })
  const rows = await rowsOf(ctx, newsRow)`
    SELECT asked.id AS "mailId", p.id AS "postId", p.topic_id AS "topicId", p.number, t.title AS topic, c.name AS category,
      ${authorSql(Prisma.sql`a`)} AS author, p.body, p.drawn
    FROM unnest(${asked.map(({ id }) => id)}::uuid[], ${asked.map(({ accountId }) => accountId)}::uuid[],
      ${asked.map(({ postId }) => postId)}::uuid[], ${asked.map(({ aboutId }) => aboutId)}::uuid[]) AS asked(id, reader_id, post_id, about_id)
    JOIN forum_post p ON p.id = asked.post_id JOIN account a ON a.id = p.author_id
    JOIN forum_topic t ON t.id = p.topic_id JOIN forum_category c ON c.id = t.category_id
    LEFT JOIN forum_setting s ON s.account_id = asked.reader_id
    LEFT JOIN forum_read r ON r.account_id = asked.reader_id AND r.topic_id = t.id
    WHERE p.body IS NOT NULL AND coalesce(s.mails, 'each') = 'each' AND coalesce(r.number, 0) < p.number
      AND EXISTS (SELECT FROM forum_subscription b
        WHERE b.account_id = asked.reader_id AND asked.about_id IN (b.topic_id, b.category_id))
      AND ${isOpenSql('post', Prisma.sql`p.id`, Prisma.sql`p.author_id`)}
      AND ${isOpenSql('topic', Prisma.sql`t.id`, Prisma.sql`t.author_id`)} AND NOT ${isSuspendedSql(Prisma.sql`a.id`)}`
  return new Map(
    rows.map(({ mailId, postId, topicId, number, topic, category, author, body, drawn }) => [
      mailId,
      {
        topic: topic ?? 'ohne Titel',
        category,
        author,
        excerpt: linesOf(body, drawn, EXCERPT_LENGTH),
        url: `${ctx.mail.appUrl}${postPath({ topicId, number, id: postId })}`,
      },
    ]),
  )
}
