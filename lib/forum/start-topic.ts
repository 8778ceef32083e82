import { inTransaction, type PortalContext } from '../context'
import { may } from '../may'
import { type Outcome } from '../result'
import { linksIn, write } from '../writing/stored'
import { type PostRefusal, refusalOf } from './may-post'
import { lockRecipients, tellRecipients } from './tell-subscribers'

type NewTopic = { categoryId: string; title: string; body: string; subscribe: boolean }
type Started = Outcome<'started', { topicId: string; postId: string }> | Outcome<'unknown-category'> | PostRefusal

/**
 * Starts a topic with its first post (DS-08); for members whom staff have verified. Who subscribed to the category gets a mail.
 * `unknown-category`: there is none, or it takes no new topics.
 */
export async function startTopic(
  ctx: PortalContext,
  { categoryId, title, body, subscribe }: NewTopic,
): Promise<Started> {
  const written = write(body)
  return inTransaction<Started>(ctx, async (tx) => {
    const authorId = await may.shown(tx)
    const recipients = await lockRecipients(tx, { authorId, categoryId })
    const category = await tx.db.forumCategory.findFirst({
      where: { id: categoryId, archivedAt: null },
      select: { id: true },
    })
    if (!category) return { outcome: 'unknown-category' }
    const links = linksIn(title) + written.links
    const refusal = await refusalOf(tx, { accountId: authorId, links, isTopic: true })
    if (refusal) return refusal
    const now = tx.now()
    const { id: topicId } = await tx.db.forumTopic.create({
      data: { categoryId, authorId, title, startedAt: now, lastNumber: 1, lastPostAt: now },
      select: { id: true },
    })
    const { id: postId } = await tx.db.forumPost.create({
      data: { topicId, number: 1, authorId, body, drawn: written.drawn, postedAt: now },
      select: { id: true },
    })
    await tx.db.forumRead.create({
      data: { accountId: authorId, topicId, number: 1, readAt: now },
      select: { id: true },
    })
    if (subscribe) {
      await tx.db.forumSubscription.create({ data: { accountId: authorId, topicId, since: now }, select: { id: true } })
    }
    await tellRecipients(tx, recipients, { topicId, postId, about: 'category', aboutId: categoryId })
    return { outcome: 'started', topicId, postId }
  })
}
