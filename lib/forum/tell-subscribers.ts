import { z } from 'zod'
import { type PortalContext } from '../context'
import { Prisma } from '../db/generated/client'
import { rowsOf } from '../db/rows'
import { isShownSql } from '../db/standing'
import { queueMail } from '../mail/queue-mail'

/** Somebody who gets a mail: the account is locked against erasure until the transaction ends. */
type Recipient = z.output<typeof recipientRow>
const recipientRow = z.strictObject({ subscriptionId: z.string(), accountId: z.string() })

/**
 * Who is told at once of a post in this topic, or of a new topic in this category. Call it before the topic is locked: whoever is
 * being erased this very moment is passed over, so nobody waits in a circle. `before`: number of the last post so far; whoever has
 * not read up to there has been told already.
 */
export async function lockRecipients(
  tx: PortalContext,
  { authorId, ...where }: { authorId: string } & ({ topicId: string; before: number } | { categoryId: string }),
): Promise<Recipient[]> {
  const subscribed =
    'topicId' in where
      ? Prisma.sql`b.topic_id = ${where.topicId}::uuid AND (b.notified_at IS NULL OR b.notified_at <= s.all_read_at OR EXISTS (
          SELECT FROM forum_read r WHERE r.account_id = a.id AND r.topic_id = b.topic_id AND r.number >= ${where.before}))`
      : Prisma.sql`b.category_id = ${where.categoryId}::uuid`
  return rowsOf(tx, recipientRow)`
    SELECT b.id AS "subscriptionId", a.id AS "accountId"
    FROM forum_subscription b JOIN account a ON a.id = b.account_id
    LEFT JOIN forum_setting s ON s.account_id = a.id
    WHERE ${subscribed} AND a.id <> ${authorId}::uuid AND coalesce(s.mails, 'each') = 'each' AND ${isShownSql}
    ORDER BY a.id FOR KEY SHARE OF a SKIP LOCKED`
}

/**
 * Queues the mails. The queue says which post is new, not what it says: an erasure would have nothing to take back from it (DS-04). What
 * the mail shows is read when it leaves (mail-hooks.ts).
 */
export async function tellRecipients(
  tx: PortalContext,
  recipients: Recipient[],
  { topicId, ...props }: { topicId: string; postId: string; about: 'topic' | 'category'; aboutId: string },
): Promise<void> {
  for (const { accountId } of recipients) {
    await queueMail(tx, { template: 'forum-news', accountId, answersTo: topicId, props })
  }
  if (recipients.length === 0) return
  const ids = recipients.map(({ subscriptionId }) => subscriptionId)
  await tx.db.forumSubscription.updateMany({ where: { id: { in: ids } }, data: { notifiedAt: tx.now() } })
}
