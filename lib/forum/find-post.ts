import { z } from 'zod'
import { type PortalContext } from '../context'
import { Prisma } from '../db/generated/client'
import { rowOf } from '../db/rows'
import { may } from '../may'
import { drawnRow } from '../writing/stored'
import { FREE_EDIT_PERIOD } from './limits'
import { authorSql, isOpenSql } from './sql'

export type FoundPost = z.output<typeof foundPostRow>
const foundPostRow = z.strictObject({
  id: z.string(),
  topicId: z.string(),
  number: z.number(),
  topicTitle: z.string().nullable(),
  body: z.string().nullable(),
  drawn: drawnRow,
  author: z.string().nullable(),
  authorId: z.string().nullable(),
  postedAt: z.date(),
  isOwn: z.boolean(),
  /** Neither the post nor its topic is hidden. */
  isOpen: z.boolean(),
  /** A change would be marked, and keep what stands there. */
  isPastFreeEdit: z.boolean(),
})

/** One post, with its text only where others may read it or it is the reader's own; undefined if there is none. */
export async function findPost(ctx: PortalContext, postId: string): Promise<FoundPost | undefined> {
  const accountId = may.member(ctx)
  const freeSince = new Date(ctx.now().getTime() - FREE_EDIT_PERIOD * 1000).toISOString()
  const isOpen = Prisma.sql`(${isOpenSql('post', Prisma.sql`p.id`, Prisma.sql`p.author_id`)}
    AND ${isOpenSql('topic', Prisma.sql`t.id`, Prisma.sql`t.author_id`)})`
  const isOwn = Prisma.sql`(p.author_id IS NOT DISTINCT FROM ${accountId}::uuid)`
  const mayRead = Prisma.sql`(${isOpen} OR ${isOwn})`
  const row = await rowOf(ctx, foundPostRow)`
    SELECT p.id, p.topic_id AS "topicId", p.number, p.posted_at AS "postedAt", ${isOwn} AS "isOwn", ${isOpen} AS "isOpen",
      p.posted_at <= ${freeSince}::timestamptz AS "isPastFreeEdit",
      CASE WHEN ${mayRead} THEN t.title END AS "topicTitle", CASE WHEN ${mayRead} THEN p.body END AS body,
      CASE WHEN ${mayRead} THEN p.drawn END AS drawn,
      CASE WHEN ${mayRead} THEN p.author_id END AS "authorId",
      CASE WHEN ${mayRead} THEN ${authorSql(Prisma.sql`a`)} END AS author
    FROM forum_post p JOIN forum_topic t ON t.id = p.topic_id LEFT JOIN account a ON a.id = p.author_id
    WHERE p.id = ${postId}::uuid`
  return row
}
