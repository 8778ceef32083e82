import { z } from 'zod'
import { inTransaction, type PortalContext } from '../context'
import { rowOf } from '../db/rows'
import { may } from '../may'
import { type Outcome } from '../result'

type Marked =
  | Outcome<'marked' | 'unmarked', { topicId: string; number: number; postId: string }>
  | Outcome<'unknown-post'>

const markHelpfulRow = z.strictObject({ topicId: z.string(), number: z.number(), helpful: z.number().nullable() })

/** The author of a topic says which answer helped: one in a topic, and the same again takes the mark back. */
export async function markHelpful(ctx: PortalContext, { postId }: { postId: string }): Promise<Marked> {
  return inTransaction<Marked>(ctx, async (tx) => {
    const accountId = may.member(tx)
    const row = await rowOf(tx, markHelpfulRow)`
      SELECT t.id AS "topicId", p.number, t.helpful_number AS helpful
      FROM forum_post p JOIN forum_topic t ON t.id = p.topic_id
      WHERE p.id = ${postId}::uuid AND t.author_id = ${accountId}::uuid AND p.number > 1 AND p.body IS NOT NULL FOR UPDATE OF t`
    if (!row) return { outcome: 'unknown-post' }
    const { topicId, number } = row
    const helpfulNumber = row.helpful === number ? null : number
    await tx.db.forumTopic.update({ where: { id: topicId }, data: { helpfulNumber }, select: { id: true } })
    return { outcome: helpfulNumber === null ? 'unmarked' : 'marked', topicId, number, postId }
  })
}
