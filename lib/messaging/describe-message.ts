import { z } from 'zod'
import { type ContentDescription } from '../content'
import { type PortalContext } from '../context'
import { Prisma } from '../db/generated/client'
import { rowOf } from '../db/rows'
import { isPresentSql } from '../db/standing'
import { looksBehind } from '../may'
import { isReportedSql, isVisibleSql } from '../moderation/measures'
import { recordContentLook } from '../moderation/record-content-look'
import { fullNameSql } from './partner'

const foundRow = z.strictObject({
  text: z.string(),
  subject: z.string().nullable(),
  conversationId: z.string(),
  authorId: z.string(),
  author: z.string(),
  isOwn: z.boolean(),
})

/**
 * A message for pages outside of this room (DS-08): to the two whom it concerns; moderators read it only once somebody has reported
 * it, and their look is recorded (DS-06).
 */
export async function describeMessage(ctx: PortalContext, id: string): Promise<ContentDescription | undefined> {
  const { actor } = ctx
  if (actor.kind !== 'member') return undefined
  const isForStaff = looksBehind(ctx) ? isReportedSql('message', Prisma.sql`msg.id`) : Prisma.sql`FALSE`
  const me = Prisma.sql`${actor.accountId}::uuid`
  const row = await rowOf(ctx, foundRow)`
    SELECT ${me} IN (msg.author_id, msg.recipient_id) AS "isOwn", msg.text, c.subject, msg.conversation_id AS "conversationId", msg.author_id AS "authorId", ${fullNameSql} AS author
    FROM message msg JOIN conversation c ON c.id = msg.conversation_id JOIN account a ON a.id = msg.author_id
    WHERE msg.id = ${id}::uuid AND msg.text IS NOT NULL AND (${isForStaff} OR msg.author_id = ${me}
      OR (msg.recipient_id = ${me} AND ${isPresentSql(Prisma.sql`a.id`)} AND ${isVisibleSql('message', Prisma.sql`msg.id`)}))`
  if (!row) return undefined
  if (!row.isOwn) await recordContentLook(ctx, { kind: 'message', id, authorId: row.authorId })
  return {
    title: row.subject ?? 'Nachricht',
    text: row.text,
    path: `/nachrichten/${row.conversationId}`,
    authorId: row.authorId,
    author: row.author,
  }
}
