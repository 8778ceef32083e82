import { z } from 'zod'
import { inTransaction, type PortalContext } from '../context'
import { rowsOf } from '../db/rows'
import { isShownSql } from '../db/standing'
import { queueMail } from '../mail/queue-mail'
import { counted } from '../text'
import { isListedSql } from './sql'

const BATCH = 200

type Digest = z.output<typeof digestRow>
const digestRow = z.strictObject({
  settingId: z.string(),
  accountId: z.string(),
  categories: z.array(z.strictObject({ name: z.string(), posts: z.number() })).nullable(),
})

/** Housekeeping: the daily overview for members who chose it, of what is new in their subscriptions. No news, no mail. */
export async function sendDigests(ctx: PortalContext): Promise<{ forumDigests: number }> {
  let forumDigests = 0
  for (let after: string | null = null; ; ) {
    const batch: Digest[] = await inTransaction(ctx, (tx) => sendBatch(tx, after))
    forumDigests += batch.filter(({ categories }) => categories).length
    after = batch.at(-1)?.accountId ?? null
    if (batch.length < BATCH || !after) return { forumDigests }
  }
}

async function sendBatch(tx: PortalContext, after: string | null): Promise<Digest[]> {
  const now = tx.now().toISOString()
  const digests = await rowsOf(tx, digestRow)`
    SELECT s.id AS "settingId", s.account_id AS "accountId", (
      SELECT jsonb_agg(jsonb_build_object('name', n.name, 'posts', n.posts) ORDER BY n.name) FROM (
        SELECT c.name, count(*)::int AS posts
        FROM forum_topic t JOIN forum_category c ON c.id = t.category_id
        JOIN forum_post p ON p.topic_id = t.id AND p.posted_at > s.digested_at AND p.posted_at <= ${now}::timestamptz
          AND p.body IS NOT NULL AND p.author_id <> s.account_id
        LEFT JOIN forum_read r ON r.topic_id = t.id AND r.account_id = s.account_id
        WHERE t.last_post_at > s.digested_at AND p.number > coalesce(r.number, 0) AND ${isListedSql}
          AND (EXISTS (SELECT FROM forum_subscription b WHERE b.account_id = s.account_id AND b.topic_id = t.id)
            OR p.number = 1 AND EXISTS (
              SELECT FROM forum_subscription b WHERE b.account_id = s.account_id AND b.category_id = t.category_id))
        GROUP BY c.name
      ) n
    ) AS categories
    FROM forum_setting s JOIN account a ON a.id = s.account_id
    WHERE s.mails = 'daily' AND s.digested_at < ${now}::timestamptz AND ${isShownSql}
      AND (${after}::uuid IS NULL OR s.account_id > ${after}::uuid)
    ORDER BY s.account_id LIMIT ${BATCH} FOR KEY SHARE OF a SKIP LOCKED`
  for (const { accountId, categories } of digests) {
    if (!categories) continue
    await queueMail(tx, {
      template: 'forum-digest',
      accountId,
      props: {
        lines: categories.map(({ name, posts }) => `${name}: ${counted(posts, 'ein neuer Beitrag', 'neue Beiträge')}`),
        url: `${tx.mail.appUrl}/forum/ungelesen`,
      },
    })
  }
  const ids = digests.map(({ settingId }) => settingId)
  await tx.db.forumSetting.updateMany({ where: { id: { in: ids } }, data: { digestedAt: tx.now() } })
  return digests
}
