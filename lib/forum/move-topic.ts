import { recordEvent } from '../audit/record-event'
import { inTransaction, type PortalContext } from '../context'
import { may } from '../may'
import { type Outcome } from '../result'

type Moved = Outcome<'moved' | 'unchanged' | 'closed-category' | 'unknown'>

/** Staff put a topic into another category that is open (DS-07). Does nothing if it is there already. */
export async function moveTopic(
  ctx: PortalContext,
  { topicId, categoryId }: { topicId: string; categoryId: string },
): Promise<Moved> {
  may.staff(ctx, 'decideOnCase')
  return inTransaction<Moved>(ctx, async (tx) => {
    const category = await tx.db.forumCategory.findUnique({ where: { id: categoryId }, select: { archivedAt: true } })
    const topic = await tx.db.forumTopic.findUnique({ where: { id: topicId }, select: { categoryId: true } })
    if (!category || !topic) return { outcome: 'unknown' }
    if (topic.categoryId === categoryId) return { outcome: 'unchanged' }
    if (category.archivedAt) return { outcome: 'closed-category' }
    await tx.db.forumTopic.update({ where: { id: topicId }, data: { categoryId }, select: { id: true } })
    await recordEvent(tx, 'forum.topic-moved', { details: { topicId, categoryId } })
    return { outcome: 'moved' }
  })
}
