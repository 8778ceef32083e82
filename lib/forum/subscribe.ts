import { type PortalContext } from '../context'
import { may } from '../may'
import { type Outcome } from '../result'

type Subject = { kind: 'topic' | 'category'; id: string }

/** Mails about a topic, or about new topics of a category, from now on. Does nothing if it is so already. */
export async function subscribe(ctx: PortalContext, { kind, id }: Subject): Promise<Outcome<'subscribed' | 'unknown'>> {
  const accountId = may.member(ctx)
  const found =
    kind === 'topic'
      ? await ctx.db.forumTopic.findUnique({ where: { id }, select: { id: true } })
      : await ctx.db.forumCategory.findUnique({ where: { id }, select: { id: true } })
  if (!found) return { outcome: 'unknown' }
  await subscribeMember(ctx, { accountId, ...(kind === 'topic' ? { topicId: id } : { categoryId: id }) })
  return { outcome: 'subscribed' }
}

/** The row of a subscription; twice is once. */
export async function subscribeMember(
  { db, now }: PortalContext,
  row: { accountId: string; topicId?: string; categoryId?: string },
): Promise<void> {
  await db.forumSubscription.createMany({ data: [{ ...row, since: now() }], skipDuplicates: true })
}

/** No more mails about it. Does nothing if there were none. */
export async function unsubscribe(ctx: PortalContext, { kind, id }: Subject): Promise<Outcome<'unsubscribed'>> {
  const accountId = may.member(ctx)
  await ctx.db.forumSubscription.deleteMany({
    where: { accountId, ...(kind === 'topic' ? { topicId: id } : { categoryId: id }) },
  })
  return { outcome: 'unsubscribed' }
}
