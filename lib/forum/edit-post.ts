import { z } from 'zod'
import { inTransaction, type PortalContext } from '../context'
import { rowOf } from '../db/rows'
import { may } from '../may'
import { type Outcome } from '../result'
import { FREE_EDIT_PERIOD } from './limits'
import { isTopicLockedSql } from './sql'

type Change = { postId: string; body: string /** Of the topic; only with its first post. */; title?: string }
type Edited = Outcome<'edited', { topicId: string; number: number }> | Outcome<'unknown-post' | 'locked'>
const foundRow = z.strictObject({
  topicId: z.string(),
  number: z.number(),
  body: z.string(),
  postedAt: z.date(),
  isLocked: z.boolean(),
})

/**
 * Changes the member's own post. Within an hour after it was written nobody needs to know; later the change is marked, and what stood
 * there before is kept for the moderation as long as the post. `locked`: nothing changes in a locked topic.
 */
export async function editPost(ctx: PortalContext, { postId, body, title }: Change): Promise<Edited> {
  return inTransaction<Edited>(ctx, async (tx) => {
    const authorId = await may.shown(tx)
    const post = await rowOf(tx, foundRow)`
      SELECT p.topic_id AS "topicId", p.number, p.body, p.posted_at AS "postedAt", ${isTopicLockedSql} AS "isLocked"
      FROM forum_post p JOIN forum_topic t ON t.id = p.topic_id
      WHERE p.id = ${postId}::uuid AND p.author_id = ${authorId}::uuid AND p.body IS NOT NULL FOR UPDATE OF p, t`
    if (!post) return { outcome: 'unknown-post' }
    const { topicId, number, postedAt } = post
    if (post.isLocked) return { outcome: 'locked' }
    const now = tx.now()
    if (title && number === 1) {
      await tx.db.forumTopic.updateMany({ where: { id: topicId, authorId }, data: { title } })
    }
    if (body !== post.body) {
      const isMarked = now.getTime() - postedAt.getTime() >= FREE_EDIT_PERIOD * 1000
      if (isMarked) {
        await tx.db.forumRevision.create({
          data: { postId, authorId, body: post.body, replacedAt: now },
          select: { id: true },
        })
      }
      await tx.db.forumPost.update({
        where: { id: postId },
        data: { body, ...(isMarked ? { editedAt: now } : {}) },
        select: { id: true },
      })
    }
    return { outcome: 'edited', topicId, number }
  })
}
