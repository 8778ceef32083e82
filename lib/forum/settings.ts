import { z } from 'zod'
import { type PortalContext } from '../context'
import { Prisma } from '../db/generated/client'
import { type ForumMail } from '../db/generated/enums'
import { rowsOf } from '../db/rows'
import { may } from '../may'
import { type Outcome } from '../result'
import { isOpenSql } from './sql'
import { isUnsubscribeToken } from './tell-subscribers'

/** What the member has subscribed to. `title` is null where its author took it away. */
export type OwnSubscription = z.output<typeof ownSubscriptionRow>
const ownSubscriptionRow = z.strictObject({
  kind: z.enum(['topic', 'category']),
  id: z.string(),
  title: z.string().nullable(),
  slug: z.string(),
  since: z.date(),
})

/** When the member gets mails about subscriptions; at once, unless said otherwise. */
export async function mailChoiceOf(ctx: PortalContext): Promise<ForumMail> {
  const accountId = may.member(ctx)
  const row = await ctx.db.forumSetting.findUnique({ where: { accountId }, select: { mails: true } })
  return row?.mails ?? 'each'
}

export async function chooseMails(ctx: PortalContext, { mails }: { mails: ForumMail }): Promise<Outcome<'saved'>> {
  const accountId = may.member(ctx)
  // The overview tells what happens from now on.
  const digestedAt = ctx.now()
  await ctx.db.forumSetting.upsert({
    where: { accountId },
    create: { accountId, mails, digestedAt },
    update: { mails, digestedAt },
    select: { id: true },
  })
  return { outcome: 'saved' }
}

/** The newest 200 subscriptions of the member. */
export async function ownSubscriptions(ctx: PortalContext): Promise<OwnSubscription[]> {
  const accountId = may.member(ctx)
  return rowsOf(ctx, ownSubscriptionRow)`
    SELECT CASE WHEN b.topic_id IS NULL THEN 'category' ELSE 'topic' END AS kind, coalesce(b.topic_id, b.category_id) AS id,
      CASE WHEN b.topic_id IS NULL THEN c.name WHEN ${isOpenSql('topic', Prisma.sql`t.id`, Prisma.sql`t.author_id`)} THEN t.title END AS title,
      coalesce(c.slug, '') AS slug, b.since
    FROM forum_subscription b LEFT JOIN forum_topic t ON t.id = b.topic_id LEFT JOIN forum_category c ON c.id = b.category_id
    WHERE b.account_id = ${accountId}::uuid ORDER BY b.since DESC, b.id DESC LIMIT 200`
}

type Link = { id: string; token: string }

/** Is this a link that the portal has sent? For the page behind it, which changes nothing by itself (S-F4). */
export function isUnsubscribeLink({ id, token }: Link): boolean {
  return isUnsubscribeToken(id, token)
}

/** The button behind the link of a mail, for whoever has the mail. Twice is once. */
export async function unsubscribeByLink(
  { db }: PortalContext,
  link: Link,
): Promise<Outcome<'unsubscribed' | 'unknown'>> {
  if (!isUnsubscribeLink(link)) return { outcome: 'unknown' }
  await db.forumSubscription.deleteMany({ where: { id: link.id } })
  await db.forumSetting.updateMany({ where: { id: link.id }, data: { mails: 'none' } })
  return { outcome: 'unsubscribed' }
}
