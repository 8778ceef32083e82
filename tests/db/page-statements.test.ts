import { expect, test } from 'vitest'
import { loadProfile } from '@/lib/accounts/load-profile'
import { verificationOf } from '@/lib/accounts/verification-state'
import { type PortalContext } from '@/lib/context'
import { openDatabase } from '@/lib/db/client'
import { settings } from '@/lib/env'
import { findCategory, listCategories } from '@/lib/forum/list-categories'
import { countUnread, listLatest, listTopics, listUnread } from '@/lib/forum/list-topics'
import { loadTopic } from '@/lib/forum/load-topic'
import { markRead } from '@/lib/forum/mark-read'
import { searchForum } from '@/lib/forum/search-forum'
import { lifecycleOf } from '@/lib/lifecycle/lifecycle-status'
import { as, asSelf, testContext } from '../support/context'
import { aCategory, aSpeaker, aTopic } from '../support/forum'

/** Six for a whole page; session, counters and notices of its frame take up to three of them. */
const MOST = 3

/** Statements that the verbs of one page send; lists do not ask again for each line (no N+1). */
async function statementsOf(ctx: PortalContext, work: (counted: PortalContext) => Promise<unknown>): Promise<number> {
  const { db, pool } = openDatabase(settings().databaseUrl)
  let count = 0
  const query = pool.query.bind(pool)
  pool.query = ((...args: Parameters<typeof query>) => {
    count += 1
    return query(...args)
  }) as typeof pool.query
  try {
    await work({ ...ctx, db })
    return count
  } finally {
    await db.$disconnect()
    await pool.end()
  }
}

test('a page of the forum asks the database at most six times, however much it shows', async () => {
  const ctx = testContext()
  const categoryId = await aCategory(ctx)
  const by = await aSpeaker(ctx)
  const { topicId, postId } = await aTopic(ctx, { by, categoryId })
  await ctx.db.$executeRaw`
    INSERT INTO forum_post (topic_id, number, author_id, body, quoted_post_id, posted_at)
    SELECT ${topicId}::uuid, n, ${by.accountId}::uuid, 'Beitrag ' || n, ${postId}::uuid, now() FROM generate_series(2, 100) n`
  await ctx.db.$executeRaw`
    INSERT INTO forum_topic (category_id, author_id, title, started_at, last_number, last_post_at)
    SELECT ${categoryId}::uuid, ${by.accountId}::uuid, 'Thema ' || n, now(), 1, now() FROM generate_series(1, 60) n`
  await ctx.db.forumTopic.update({ where: { id: topicId }, data: { lastNumber: 100 } })
  const reader = as(ctx, (await aSpeaker(ctx)).actor)
  const pages: Record<string, (counted: PortalContext) => Promise<unknown>> = {
    overview: async (counted) => [await listCategories(counted), await listLatest(counted, 5)],
    category: async (counted) => [
      await findCategory(counted, 'frderung'),
      await listTopics(counted, { categoryId, page: 2 }),
    ],
    topic: async (counted) => [
      await loadTopic(counted, { topicId, page: 3 }),
      await markRead(counted, { topicId, number: 60 }),
    ],
    unread: async (counted) => [await countUnread(counted), await listUnread(counted)],
    search: (counted) => searchForum(counted, { query: 'Beitrag' }),
    'search in vain': (counted) => searchForum(counted, { query: 'Dachdecker Xylophon' }),
  }
  for (const [name, work] of Object.entries(pages)) {
    const count = await statementsOf(reader, work)
    expect(count, name).toBeGreaterThan(0)
    expect(count, name).toBeLessThanOrEqual(MOST)
  }
})

test('"Mein Profil" asks the database at most six times', async () => {
  const ctx = testContext()
  const { accountId } = await aSpeaker(ctx)
  const count = await statementsOf(ctx, (counted) =>
    Promise.all([
      verificationOf(asSelf(counted, accountId), accountId),
      loadProfile(asSelf(counted, accountId), accountId),
      lifecycleOf(asSelf(counted, accountId), accountId),
    ]),
  )
  expect(count).toBe(MOST)
})
