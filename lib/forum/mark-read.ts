import { type PortalContext } from '../context'
import { may } from '../may'

/** The member has seen the posts of a topic up to this number. Never goes back; does nothing if the account is gone by now. */
export async function markRead(
  ctx: PortalContext,
  { topicId, number }: { topicId: string; number: number },
): Promise<void> {
  const accountId = may.member(ctx)
  await ctx.db.$executeRaw`
    INSERT INTO forum_read (account_id, topic_id, number, read_at)
    SELECT a.id, t.id, least(${number}::int, t.last_number), ${ctx.now().toISOString()}::timestamptz
    FROM account a, forum_topic t WHERE a.id = ${accountId}::uuid AND t.id = ${topicId}::uuid
    ON CONFLICT (account_id, topic_id) DO UPDATE SET number = excluded.number, read_at = excluded.read_at
    WHERE forum_read.number < excluded.number`
}

/** Everything up to now counts as read. */
export async function markAllRead(ctx: PortalContext): Promise<void> {
  const accountId = may.member(ctx)
  const allReadAt = ctx.now()
  await ctx.db.forumSetting.upsert({
    where: { accountId },
    create: { accountId, allReadAt },
    update: { allReadAt },
    select: { id: true },
  })
}
