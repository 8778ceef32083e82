import { z } from 'zod'
import { inTransaction, type PortalContext } from '../context'
import { Prisma } from '../db/generated/client'
import { anyRow, rowOf } from '../db/rows'
import { looksBehind, may } from '../may'
import { type Outcome } from '../result'
import { write } from '../writing/stored'
import { postPath } from './addresses'
import { postLimits } from './limits'
import { type PostRefusal, refusalOf } from './may-post'
import { isOpenSql, isTopicLockedSql } from './sql'
import { subscribeMember } from './subscribe'
import { lockRecipients, tellRecipients } from './tell-subscribers'

type NewPost = { topicId: string; body: string; quotedPostId?: string; subscribe: boolean }
type Posted =
  | Outcome<'posted', { path: string; number: number }>
  | Outcome<'unknown-topic'>
  | Outcome<'locked'>
  | PostRefusal

type TopicRow = z.output<typeof topicRow>
const topicRow = z.strictObject({ lastNumber: z.number(), isLocked: z.boolean() })

/**
 * Answers in a topic (DS-08); for members whom staff have verified. `locked`: the moderation takes no more answers there, except
 * from moderators. A second click on the same answer finds the first one. A quotation is a reference: what it shows is what stands there.
 */
export async function reply(ctx: PortalContext, { topicId, body, quotedPostId, subscribe }: NewPost): Promise<Posted> {
  const written = write(body)
  return inTransaction<Posted>(ctx, async (tx) => {
    const authorId = await may.shown(tx)
    const before = await tx.db.forumTopic.findUnique({ where: { id: topicId }, select: { lastNumber: true } })
    if (!before) return { outcome: 'unknown-topic' }
    const recipients = await lockRecipients(tx, { authorId, topicId, before: before.lastNumber })
    const topic = await lockTopic(tx, topicId)
    if (!topic) return { outcome: 'unknown-topic' }
    if (topic.isLocked && !looksBehind(tx)) return { outcome: 'locked' }
    const repeated = await findRepeated(tx, { authorId, topicId, body })
    if (repeated) return { outcome: 'posted', number: repeated.number, path: postPath({ topicId, ...repeated }) }
    const refusal = await refusalOf(tx, { accountId: authorId, links: written.links, isTopic: false })
    if (refusal) return refusal
    const number = topic.lastNumber + 1
    const now = tx.now()
    const quoted = quotedPostId && (await quotable(tx, { quotedPostId, topicId }))
    const { id } = await tx.db.forumPost.create({
      data: {
        topicId,
        number,
        authorId,
        body,
        drawn: written.drawn,
        quotedPostId: quoted ? quotedPostId : undefined,
        postedAt: now,
      },
      select: { id: true },
    })
    await tx.db.forumTopic.update({
      where: { id: topicId },
      data: { lastNumber: number, lastPostAt: now },
      select: { id: true },
    })
    if (subscribe) await subscribeMember(tx, { accountId: authorId, topicId })
    const path = postPath({ topicId, number, id })
    await tellRecipients(tx, recipients, { topicId, postId: id, about: 'topic', aboutId: topicId })
    return { outcome: 'posted', number, path }
  })
}

/** Posts of one topic come one after the other: their numbers have no gap and no twin. Undefined: there is no such topic for this member. */
async function lockTopic(tx: PortalContext, topicId: string): Promise<TopicRow | undefined> {
  const accountId = may.member(tx)
  const row = await rowOf(tx, topicRow)`
    SELECT t.last_number AS "lastNumber", ${isTopicLockedSql} AS "isLocked" FROM forum_topic t
    WHERE t.id = ${topicId}::uuid AND (${looksBehind(tx)} OR t.author_id = ${accountId}::uuid
      OR ${isOpenSql('topic', Prisma.sql`t.id`, Prisma.sql`t.author_id`)})
    FOR UPDATE OF t`
  return row
}

async function findRepeated(
  { db, now }: PortalContext,
  { authorId, topicId, body }: { authorId: string; topicId: string; body: string },
): Promise<{ id: string; number: number } | null> {
  const since = new Date(now().getTime() - postLimits.repeat * 1000)
  return db.forumPost.findFirst({
    where: { topicId, authorId, body, postedAt: { gt: since } },
    select: { id: true, number: true },
  })
}

/** A post of the same topic that has a text and is not hidden. */
async function quotable(
  { db }: PortalContext,
  { quotedPostId, topicId }: { quotedPostId: string; topicId: string },
): Promise<boolean> {
  return anyRow({ db })`
    SELECT 1 FROM forum_post p WHERE p.id = ${quotedPostId}::uuid AND p.topic_id = ${topicId}::uuid AND p.body IS NOT NULL
      AND ${isOpenSql('post', Prisma.sql`p.id`, Prisma.sql`p.author_id`)}`
}
