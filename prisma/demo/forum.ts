import { recordEvent } from '@/lib/audit/record-event'
import { type PortalContext } from '@/lib/context'
import { saveCategory } from '@/lib/forum/keep-categories'
import { markHelpful } from '@/lib/forum/mark-helpful'
import { markRead } from '@/lib/forum/mark-read'
import { reply } from '@/lib/forum/reply'
import { startTopic } from '@/lib/forum/start-topic'
import { subscribe } from '@/lib/forum/subscribe'
import { tidyForum } from '@/lib/forum/tidy-forum'
import { cancelMails } from '@/lib/mail/queue-mail'
import { takeMeasure } from '@/lib/moderation/take-measure'
import { ADMIN, as, type Event, type Ids, idOf } from './cast'
import { type DemoTopic, demoCategories, demoTopics } from './read-demo'

/** Days; older than every topic. */
const OPENED = 320

/** What the demo members write in the forum, each post at its time and by the public verbs (DS-08). */
export function demoForum(ids: Ids): Event[] {
  const opening: Event = { daysAgo: OPENED, happens: (then) => makeCategories(as(ids, then, ADMIN)) }
  const learning: Event = { daysAgo: 0.05, happens: tidyForum }
  return [opening, ...demoTopics.flatMap((topic) => eventsOf(ids, topic)), learning]
}

async function makeCategories(ctx: PortalContext): Promise<void> {
  for (const [index, category] of demoCategories.entries()) {
    // They stay where only the accounts were removed.
    await saveCategory(ctx, { ...category, position: (index + 1) * 10 })
  }
}

function eventsOf(ids: Ids, topic: DemoTopic): Event[] {
  const posted: string[] = []
  let topicId = ''
  const [{ by: starter, text: first }, ...answers] = topic.posts
  const begin: Event = {
    daysAgo: topic.daysAgo,
    happens: async (then) => {
      const category = await then.db.forumCategory.findFirstOrThrow({ where: { name: topic.category } })
      const fields = { categoryId: category.id, title: topic.title, body: first, subscribe: false }
      const result = await startTopic(as(ids, then, starter), fields)
      if (result.outcome !== 'started') throw new Error(`the demo topic "${topic.title}": ${result.outcome}`)
      topicId = result.topicId
      posted.push(result.postId)
    },
  }
  let daysAgo = topic.daysAgo
  const replies = answers.map(({ by, hours, text: body, quotes }): Event => {
    daysAgo -= hours / 24
    return {
      daysAgo,
      happens: async (then) => {
        const author = as(ids, then, by)
        const quotedPostId = quotes === undefined ? undefined : posted[quotes - 1]
        const result = await reply(author, { topicId, body, quotedPostId, subscribe: false })
        if (result.outcome !== 'posted') throw new Error(`a demo answer in "${topic.title}": ${result.outcome}`)
        posted.push(result.path.split('#beitrag-')[1] ?? '')
        // Whoever answers has read what stands there.
        await markRead(author, { topicId, number: posted.length })
      },
    }
  })
  const afterwards: Event = {
    daysAgo: daysAgo - 0.01,
    happens: async (then) => {
      const author = as(ids, then, starter)
      const helpful = topic.helpful && posted[topic.helpful - 1]
      if (helpful) await markHelpful(author, { postId: helpful })
      if (topic.locked) await lock(ids, then, { topicId, starter, reason: topic.locked, title: topic.title })
      await subscribe(author, { kind: 'topic', id: topicId })
    },
  }
  return [begin, ...replies, afterwards]
}

async function lock(
  ids: Ids,
  then: PortalContext,
  { topicId, starter, reason, title }: { topicId: string; starter: string; reason: string; title: string },
): Promise<void> {
  const authorId = idOf(ids, starter)
  const admin = as(ids, then, ADMIN)
  await takeMeasure(admin, {
    content: { kind: 'topic', id: topicId, authorId, title },
    caseId: null,
    act: 'lock',
    ground: 'terms',
    reason,
    staffId: idOf(ids, ADMIN),
    isReported: false,
  })
  await recordEvent(admin, 'moderation.decided', { subjectId: authorId, details: { act: 'lock', ground: 'terms' } })
  await cancelMails(then, { accountId: authorId, templates: ['measure-taken'] })
}
