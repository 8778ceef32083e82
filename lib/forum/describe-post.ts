import { z } from 'zod'
import { type ContentDescription } from '../content'
import { type PortalContext } from '../context'
import { Prisma } from '../db/generated/client'
import { rowOf } from '../db/rows'
import { looksBehind } from '../may'
import { recordContentLook } from '../moderation/record-content-look'
import { drawnRow, linesOf } from '../writing/stored'
import { postPath } from './addresses'
import { ERASED_AUTHOR, UNTITLED } from './remarks'
import { authorSql, isOpenSql } from './sql'

const foundRow = z.strictObject({
  id: z.string(),
  topicId: z.string(),
  number: z.number(),
  title: z.string().nullable(),
  body: z.string().nullable(),
  drawn: drawnRow,
  authorId: z.string().nullable(),
  author: z.string().nullable(),
  isOpen: z.boolean(),
})

/**
 * A post for pages outside of the forum: above the form of a message, in a report of abuse. Members see what is open, moderators everything,
 * and their look is recorded (DS-06).
 */
export async function describePost(ctx: PortalContext, id: string): Promise<ContentDescription | undefined> {
  return describePostWhere(ctx, Prisma.sql`p.id = ${id}::uuid`)
}

export async function describePostWhere(
  ctx: PortalContext,
  where: Prisma.Sql,
): Promise<ContentDescription | undefined> {
  const { actor } = ctx
  if (actor.kind !== 'member') return undefined
  const isOpen = Prisma.sql`(p.body IS NOT NULL AND ${isOpenSql('post', Prisma.sql`p.id`, Prisma.sql`p.author_id`)}
    AND ${isOpenSql('topic', Prisma.sql`t.id`, Prisma.sql`t.author_id`)})`
  const row = await rowOf(ctx, foundRow)`
    SELECT p.id, p.topic_id AS "topicId", p.number, t.title, p.body, p.drawn, p.author_id AS "authorId", ${authorSql(Prisma.sql`a`)} AS author,
      (p.author_id = ${actor.accountId}::uuid OR ${isOpen}) IS TRUE AS "isOpen"
    FROM forum_post p JOIN forum_topic t ON t.id = p.topic_id LEFT JOIN account a ON a.id = p.author_id
    WHERE ${where} AND (${looksBehind(ctx)} OR p.author_id = ${actor.accountId}::uuid OR ${isOpen})`
  if (!row) return undefined
  if (!row.isOpen) await recordContentLook(ctx, { kind: 'post', ...row })
  return {
    title: row.title ?? UNTITLED,
    text: linesOf(row.body ?? '', row.drawn),
    path: postPath(row),
    authorId: row.authorId,
    author: row.author ?? ERASED_AUTHOR,
  }
}
