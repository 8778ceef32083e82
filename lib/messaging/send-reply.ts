import { inTransaction, type PortalContext } from '../context'
import { may } from '../may'
import { type Outcome } from '../result'
import { canReceive, deliver, mayWriteMore } from './deliver'
import { SAME_MESSAGE_MINUTES } from './limits'

type Replied =
  | Outcome<'sent'>
  /** Gone, not shown, or one of the two has blocked the other: one neutral answer. */
  | Outcome<'unavailable'>
  | Outcome<'too-many'>
  /** No conversation of this member. */
  | Outcome<'unknown'>

/** An answer in a conversation (DS-08). Sending the same words twice within a few minutes sends them once. */
export async function sendReply(
  ctx: PortalContext,
  { conversationId, text }: { conversationId: string; text: string },
): Promise<Replied> {
  return inTransaction(ctx, async (tx) => {
    const authorId = await may.shown(tx)
    const members = await tx.db.conversationMember.findMany({
      where: { conversationId },
      select: { accountId: true },
    })
    if (!members.some(({ accountId }) => accountId === authorId)) return { outcome: 'unknown' }
    const recipientId = members.find(({ accountId }) => accountId !== authorId)?.accountId
    const mayWrite = await mayWriteMore(tx, authorId)
    const since = new Date(tx.now().getTime() - SAME_MESSAGE_MINUTES * 60_000)
    const last = await tx.db.message.findFirst({
      where: { conversationId },
      orderBy: { id: 'desc' },
      select: { authorId: true, text: true, sentAt: true },
    })
    if (last?.authorId === authorId && last.text === text && last.sentAt > since) return { outcome: 'sent' }
    if (!mayWrite) return { outcome: 'too-many' }
    if (!recipientId || !(await canReceive(tx, { from: authorId, to: recipientId }))) return { outcome: 'unavailable' }
    await deliver(tx, { conversationId, authorId, recipientId, text })
    return { outcome: 'sent' }
  })
}
