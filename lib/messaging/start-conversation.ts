import { type ContentRef } from '../content'
import { inTransaction, type PortalContext } from '../context'
import { may } from '../may'
import { type Outcome } from '../result'
import { canReceive, deliver, mayWriteMore } from './deliver'
import { CONVERSATIONS_PER_DAY, NEW_MEMBER_DAYS, SAME_MESSAGE_MINUTES } from './limits'

type NewConversation = {
  recipientId: string
  /** What the form stood beside. */
  content: ContentRef
  /** How that place shows the recipient (ContentDescription.author): the name stays hidden where it hides it. */
  shownAs: string
  subject: string
  text: string
}

type Started =
  | Outcome<'sent', { conversationId: string }>
  /** Not shown, blocked, or oneself: one neutral answer, so that nobody learns of a block. */
  | Outcome<'unavailable'>
  /** As many conversations as a member may begin within 24 hours. */
  | Outcome<'too-many', { perDay: number }>

const DAY = 86_400_000

/**
 * A first message to another member (DS-08). Who writes is verified by staff and can be found themselves; the daily limit is counted in
 * the transaction. A form that was sent twice begins one conversation.
 */
export async function startConversation(ctx: PortalContext, given: NewConversation): Promise<Started> {
  return inTransaction(ctx, async (tx) => {
    const starterId = await may.shown(tx)
    const { recipientId, content, subject, text } = given
    if (recipientId === starterId) return { outcome: 'unavailable' }
    const mayWrite = await mayWriteMore(tx, starterId)
    const twin = await sameConversation(tx, starterId, given)
    if (twin) return { outcome: 'sent', conversationId: twin }
    const perDay = await conversationsLeft(tx, starterId)
    if (!mayWrite || perDay.begun >= perDay.most) return { outcome: 'too-many', perDay: perDay.most }
    if (!(await canReceive(tx, { from: starterId, to: recipientId }))) return { outcome: 'unavailable' }

    const startedAt = tx.now()
    const { id: conversationId } = await tx.db.conversation.create({
      data: {
        starterId,
        subject,
        contentKind: content.kind,
        contentId: content.kind === 'profile' ? null : content.id,
        startedAt,
        members: {
          create: [
            { accountId: starterId, isNamed: true, lastMessageAt: startedAt, readAt: startedAt },
            { accountId: recipientId, isNamed: await isNamedIn(tx, given), lastMessageAt: startedAt },
          ],
        },
      },
      select: { id: true },
    })
    await deliver(tx, { conversationId, authorId: starterId, recipientId, text })
    return { outcome: 'sent', conversationId }
  })
}

async function conversationsLeft({ db, now }: PortalContext, accountId: string) {
  const dayAgo = new Date(now().getTime() - DAY)
  const begun = await db.conversation.count({ where: { starterId: accountId, startedAt: { gt: dayAgo } } })
  const { verifiedAt, registeredAt } = await db.account.findUniqueOrThrow({
    where: { id: accountId },
    select: { verifiedAt: true, registeredAt: true },
  })
  const isNew = now().getTime() - (verifiedAt ?? registeredAt).getTime() < NEW_MEMBER_DAYS * DAY
  return { begun, most: CONVERSATIONS_PER_DAY[isNew ? 'new' : 'later'] }
}

async function sameConversation(tx: PortalContext, authorId: string, { recipientId, text, subject }: NewConversation) {
  const since = new Date(tx.now().getTime() - SAME_MESSAGE_MINUTES * 60_000)
  const twin = await tx.db.message.findFirst({
    where: { authorId, recipientId, text, sentAt: { gt: since }, conversation: { subject, starterId: authorId } },
    select: { conversationId: true },
  })
  return twin?.conversationId
}

async function isNamedIn({ db }: PortalContext, { recipientId, shownAs }: NewConversation): Promise<boolean> {
  const { givenName, surname } = await db.account.findUniqueOrThrow({
    where: { id: recipientId },
    select: { givenName: true, surname: true },
  })
  return shownAs.includes(`${givenName} ${surname}`)
}
