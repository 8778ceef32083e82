import { z } from 'zod'
import { inTransaction, type PortalContext } from '../context'
import { rowOf } from '../db/rows'
import { may } from '../may'
import { type Outcome } from '../result'
import { write } from '../writing/stored'

type Deleted =
  | Outcome<'removed' | 'remark', { topicId: string; number: number }>
  | Outcome<'topic-removed'>
  | Outcome<'unknown-post'>
const foundRow = z.strictObject({ topicId: z.string(), number: z.number(), lastNumber: z.number() })

/**
 * Takes the member's own post away, with its earlier versions. `remark`: others wrote after it, so a neutral remark stays, without
 * author; with the first post the title goes too. `removed`: it was the last one. `topic-removed`: nobody else had answered.
 */
export async function deletePost(ctx: PortalContext, { postId }: { postId: string }): Promise<Deleted> {
  return inTransaction<Deleted>(ctx, async (tx) => {
    const accountId = may.member(tx)
    const post = await rowOf(tx, foundRow)`
      SELECT p.topic_id AS "topicId", p.number, t.last_number AS "lastNumber"
      FROM forum_post p JOIN forum_topic t ON t.id = p.topic_id
      WHERE p.id = ${postId}::uuid AND p.author_id = ${accountId}::uuid AND p.body IS NOT NULL FOR UPDATE OF t, p`
    if (!post) return { outcome: 'unknown-post' }
    const { topicId, number } = post
    if (number === 1 && number === post.lastNumber) {
      await tx.db.forumTopic.delete({ where: { id: topicId }, select: { id: true } })
      return { outcome: 'topic-removed' }
    }
    await tx.db.forumTopic.updateMany({ where: { id: topicId, helpfulNumber: number }, data: { helpfulNumber: null } })
    if (number < post.lastNumber) {
      await leaveRemark(tx, { postId, topicId, isFirst: number === 1 })
      return { outcome: 'remark', topicId, number }
    }
    await tx.db.forumPost.delete({ where: { id: postId }, select: { id: true } })
    await shorten(tx, topicId)
    return { outcome: 'removed', topicId, number: number - 1 }
  })
}

async function leaveRemark(
  { db }: PortalContext,
  { postId, topicId, isFirst }: { postId: string; topicId: string; isFirst: boolean },
): Promise<void> {
  await db.forumRevision.deleteMany({ where: { postId } })
  await db.forumPost.update({
    where: { id: postId },
    data: { body: null, drawn: write(null).drawn, authorId: null, quotedPostId: null, editedAt: null },
    select: { id: true },
  })
  if (isFirst) {
    await db.forumTopic.update({ where: { id: topicId }, data: { title: null, authorId: null }, select: { id: true } })
  }
}

/** The topic ends with the post that is the last one now; nobody has read further than that. */
async function shorten({ db }: PortalContext, topicId: string): Promise<void> {
  await db.$executeRaw`
    WITH last AS (SELECT number, posted_at FROM forum_post WHERE topic_id = ${topicId}::uuid ORDER BY number DESC LIMIT 1),
    read AS (UPDATE forum_read r SET number = last.number FROM last WHERE r.topic_id = ${topicId}::uuid AND r.number > last.number)
    UPDATE forum_topic t SET last_number = last.number, last_post_at = last.posted_at FROM last WHERE t.id = ${topicId}::uuid`
}
