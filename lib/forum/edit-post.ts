import { z } from 'zod'
import { inTransaction, type PortalContext } from '../context'
import { rowOf } from '../db/rows'
import { may } from '../may'
import { type Outcome } from '../result'
import { drawnRow, linksIn, storedDrawn, write } from '../writing/stored'
import { FREE_EDIT_PERIOD } from './limits'
import { type TooManyLinks, tooManyLinks } from './may-post'
import { isTopicLockedSql } from './sql'

type Change = { postId: string; body: string /** Of the topic; only with its first post. */; title?: string }
type Edited = Outcome<'edited', { topicId: string; number: number }> | Outcome<'unknown-post' | 'locked'> | TooManyLinks
const foundRow = z.strictObject({
  topicId: z.string(),
  number: z.number(),
  title: z.string().nullable(),
  body: z.string(),
  drawn: drawnRow,
  postedAt: z.date(),
  isLocked: z.boolean(),
})

/**
 * Changes the member's own post, and with the first one the title of the topic. Within an hour after it was written nobody needs to know;
 * later the change is marked, and what stood there before is kept for the moderation as long as the post. What may not be posted cannot be
 * edited in (DS-07). `locked`: nothing changes in a locked topic.
 */
export async function editPost(ctx: PortalContext, { postId, body, title: typedTitle }: Change): Promise<Edited> {
  const written = write(body)
  return inTransaction<Edited>(ctx, async (tx) => {
    const authorId = await may.shown(tx)
    const post = await rowOf(tx, foundRow)`
      SELECT p.topic_id AS "topicId", p.number, t.title, p.body, p.drawn, p.posted_at AS "postedAt", ${isTopicLockedSql} AS "isLocked"
      FROM forum_post p JOIN forum_topic t ON t.id = p.topic_id
      WHERE p.id = ${postId}::uuid AND p.author_id = ${authorId}::uuid AND p.body IS NOT NULL FOR UPDATE OF p, t`
    if (!post) return { outcome: 'unknown-post' }
    const { topicId, number, postedAt } = post
    if (post.isLocked) return { outcome: 'locked' }
    const title = (number === 1 && typedTitle) || post.title
    const isRetitled = title !== post.title
    if (body === post.body && !isRetitled) return { outcome: 'edited', topicId, number }
    const links = linksIn(title ?? '') + written.links
    const before = linksIn(post.title ?? '') + linksIn(post.body, post.drawn)
    const refusal = await tooManyLinks(tx, { accountId: authorId, links, before })
    if (refusal) return refusal
    const now = tx.now()
    const isMarked = now.getTime() - postedAt.getTime() >= FREE_EDIT_PERIOD * 1000
    if (isMarked) {
      const kept = { title: isRetitled ? post.title : null, body: post.body, drawn: storedDrawn(post.drawn) }
      await tx.db.forumRevision.create({ data: { postId, authorId, ...kept, replacedAt: now }, select: { id: true } })
    }
    if (isRetitled) await tx.db.forumTopic.updateMany({ where: { id: topicId, authorId }, data: { title } })
    await tx.db.forumPost.update({
      where: { id: postId },
      data: { body, drawn: written.drawn, ...(isMarked ? { editedAt: now } : {}) },
      select: { id: true },
    })
    return { outcome: 'edited', topicId, number }
  })
}
