import { z } from 'zod'
import { type PortalContext } from '../context'
import { Prisma } from '../db/generated/client'
import { type ForumMail } from '../db/generated/enums'
import { rowOf, rowsOf } from '../db/rows'
import { may } from '../may'
import { type Outcome } from '../result'
import { isOpenSql } from './sql'

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

/** No more mails about what a link names (lib/end-mails.ts), for whoever has the mail. Says whether there were any until now. */
export async function endForumMails(
  { db }: PortalContext,
  { accountId, kind, id }: { accountId: string; kind: 'forum' | 'topic' | 'category'; id?: string },
): Promise<Outcome<'ended' | 'already-ended'>> {
  if (kind === 'forum') {
    const changed = await db.$executeRaw`
      INSERT INTO forum_setting (account_id, mails) VALUES (${accountId}::uuid, 'none')
      ON CONFLICT (account_id) DO UPDATE SET mails = 'none' WHERE forum_setting.mails <> 'none'`
    return { outcome: changed > 0 ? 'ended' : 'already-ended' }
  }
  if (!id) return { outcome: 'already-ended' }
  const subject = kind === 'topic' ? { topicId: id } : { categoryId: id }
  const { count } = await db.forumSubscription.deleteMany({ where: { accountId, ...subject } })
  return { outcome: count > 0 ? 'ended' : 'already-ended' }
}

const subjectRow = z.strictObject({ name: z.string() })

/** What a topic or category is called, for the page behind such a link; undefined if it is gone or may not be shown. */
export async function nameOfSubject(
  ctx: PortalContext,
  { kind, id }: { kind: 'topic' | 'category'; id: string },
): Promise<string | undefined> {
  const row = await rowOf(ctx, subjectRow)`
    SELECT name FROM forum_category WHERE id = ${id}::uuid AND ${kind} = 'category'
    UNION ALL SELECT t.title FROM forum_topic t WHERE t.id = ${id}::uuid AND ${kind} = 'topic' AND t.title IS NOT NULL
      AND ${isOpenSql('topic', Prisma.sql`t.id`, Prisma.sql`t.author_id`)}`
  return row?.name
}
