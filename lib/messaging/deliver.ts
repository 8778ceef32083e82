import { type PortalContext } from '../context'
import { Prisma } from '../db/generated/client'
import { anyRow } from '../db/rows'
import { isShownSql } from '../db/standing'
import { queueMail } from '../mail/queue-mail'
import { MESSAGES_PER_HOUR } from './limits'
import { isBlockedSql } from './partner'

const MINUTE = 60_000

/**
 * Can `from` write to `to` now? Whether somebody is suspended, sealed, not verified or has blocked the other is not told apart: the
 * answer is the same for all of them. The row of the recipient is locked against erasure until the transaction ends.
 */
export async function canReceive(tx: PortalContext, { from, to }: { from: string; to: string }): Promise<boolean> {
  return anyRow(tx)`
    SELECT 1 FROM account a WHERE a.id = ${to}::uuid AND ${isShownSql}
      AND NOT ${isBlockedSql(Prisma.sql`a.id`, Prisma.sql`${from}::uuid`)} FOR KEY SHARE OF a`
}

/**
 * One at a time for each author, so that limits hold however many forms are sent at once; then: how many messages went out within the
 * last hour?
 */
export async function mayWriteMore(tx: PortalContext, authorId: string): Promise<boolean> {
  await tx.db
    .$queryRaw`SELECT 1 FROM (SELECT pg_advisory_xact_lock(hashtext('messages'), hashtext(${authorId}))) AS alone`
  const hourAgo = new Date(tx.now().getTime() - 60 * MINUTE)
  const sent = await tx.db.message.count({ where: { authorId, sentAt: { gt: hourAgo } } })
  return sent < MESSAGES_PER_HOUR
}

type Delivery = { conversationId: string; authorId: string; recipientId: string; text: string }

/**
 * Puts a message into its conversation, counts it as unread for the recipient, and queues the mail about it if they want one at once. The
 * mail holds the number of the message only: what an erased member wrote cannot wait in the queue (DS-04).
 */
export async function deliver(tx: PortalContext, { conversationId, authorId, recipientId, text }: Delivery) {
  const sentAt = tx.now()
  const { id: messageId } = await tx.db.message.create({
    data: { conversationId, authorId, recipientId, text, sentAt },
    select: { id: true },
  })
  await tx.db.$executeRaw`
    UPDATE conversation_member SET last_message_at = ${sentAt},
      unread = CASE WHEN account_id = ${recipientId}::uuid THEN unread + 1 ELSE unread END,
      is_named = is_named OR account_id = ${authorId}::uuid
    WHERE conversation_id = ${conversationId}::uuid`
  const setting = await tx.db.messageSetting.findUnique({
    where: { accountId: recipientId },
    select: { notify: true },
  })
  if (!setting || setting.notify === 'at-once') {
    await queueMail(tx, {
      template: 'new-message',
      accountId: recipientId,
      answersTo: conversationId,
      props: { messageId },
    })
  }
}
