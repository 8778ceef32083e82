import { recordEvent } from '../audit/record-event'
import { inTransaction, type PortalContext } from '../context'
import { may } from '../may'
import { type Drawn, readDrawn } from '../writing/stored'

/** `title`: of the topic, where it was changed too. */
export type Revision = { id: string; title: string | null; body: string; drawn: Drawn; replacedAt: Date }

/** What stood in a post before its later changes, newest first; for the moderation. Looking is an act (DS-06). */
export async function postHistory(ctx: PortalContext, postId: string): Promise<Revision[]> {
  may.staff(ctx, '/forum/beitrag/[id]/verlauf')
  return inTransaction(ctx, async (tx) => {
    const revisions = await tx.db.forumRevision.findMany({
      where: { postId },
      orderBy: { replacedAt: 'desc' },
      select: { id: true, title: true, body: true, drawn: true, replacedAt: true, authorId: true },
    })
    await recordEvent(tx, 'forum.history-viewed', { subjectId: revisions[0]?.authorId, details: { postId } })
    return revisions.map(({ authorId: _, drawn, ...revision }) => ({ ...revision, drawn: readDrawn(drawn) }))
  })
}
