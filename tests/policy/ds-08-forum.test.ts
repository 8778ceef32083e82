import { beforeEach, describe, expect, test } from 'vitest'
import { type PortalContext } from '@/lib/context'
import { mailHooks } from '@/lib/duties'
import { eraseAccount } from '@/lib/erasure/erase-account'
import { deletePost } from '@/lib/forum/delete-post'
import { describePost } from '@/lib/forum/describe-post'
import { describeTopic } from '@/lib/forum/describe-topic'
import { editPost } from '@/lib/forum/edit-post'
import { archiveCategory, keptCategories, saveCategory } from '@/lib/forum/keep-categories'
import { FREE_EDIT_PERIOD, postLimits } from '@/lib/forum/limits'
import { findCategory, listCategories } from '@/lib/forum/list-categories'
import { countUnread, listTopics, listUnread } from '@/lib/forum/list-topics'
import { loadTopic, type ShownPost } from '@/lib/forum/load-topic'
import { markHelpful } from '@/lib/forum/mark-helpful'
import { markAllRead, markRead } from '@/lib/forum/mark-read'
import { moveTopic } from '@/lib/forum/move-topic'
import { postHistory } from '@/lib/forum/post-history'
import { reply } from '@/lib/forum/reply'
import { searchForum } from '@/lib/forum/search-forum'
import { sendDigests } from '@/lib/forum/send-digests'
import { chooseMails } from '@/lib/forum/settings'
import { startTopic } from '@/lib/forum/start-topic'
import { subscribe, unsubscribe } from '@/lib/forum/subscribe'
import { tidyForum } from '@/lib/forum/tidy-forum'
import { decideCase } from '@/lib/moderation/decide-case'
import { reportContent } from '@/lib/moderation/report-content'
import { aMember } from '../support/cast'
import { as, at, testContext } from '../support/context'
import { aCategory, anAnswer, aSpeaker, aTopic, nextMinute, type Speaker } from '../support/forum'
import { emptyOutbox, readMail, sendMail } from '../support/outbox'

let ctx: PortalContext
let categoryId: string
let vera: Speaker
let omar: Speaker

beforeEach(async () => {
  ctx = testContext()
  await emptyOutbox()
  categoryId = await aCategory(ctx)
  vera = await aSpeaker(ctx, { givenName: 'Vera', surname: 'Lindner', email: 'vera@beispiel.test' })
  omar = await aSpeaker(ctx, { givenName: 'Omar', surname: 'Haddad', email: 'omar@beispiel.test' })
})

async function postsFor(reader: Speaker, topicId: string, page: number | 'last' = 1): Promise<ShownPost[]> {
  const found = await loadTopic(as(ctx, reader.actor), { topicId, page })
  if (found.outcome !== 'found') throw new Error(found.outcome)
  return found.posts
}

async function measure(
  kind: 'topic' | 'post',
  contentId: string,
  act: 'hide' | 'lock',
  authorId: string,
): Promise<void> {
  const staff = await aSpeaker(ctx, { role: 'moderator' })
  await ctx.db.contentMeasure.create({
    data: {
      contentKind: kind,
      contentId,
      act,
      authorId,
      reason: 'Werbung',
      startedAt: ctx.now(),
      startedBy: staff.accountId,
    },
  })
}

describe('who writes and who reads', () => {
  test('only members whom staff have verified write; visitors see nothing at all', async () => {
    const { accountId } = await aMember(ctx)
    const unverified = as(ctx, { ...vera.actor, accountId } as Speaker['actor'])
    const topic = { categoryId, title: 'Frage', body: 'Text', subscribe: false }
    await expect(startTopic(unverified, topic)).rejects.toThrow('unverified')
    const { topicId } = await aTopic(ctx, { by: vera, categoryId })
    await expect(reply(unverified, { topicId, body: 'Text', subscribe: false })).rejects.toThrow('unverified')
    expect(await loadTopic(unverified, { topicId, page: 1 })).toMatchObject({ outcome: 'found' })
    await expect(loadTopic(ctx, { topicId, page: 1 })).rejects.toThrow('member')
    await expect(searchForum(ctx, { query: 'Frage' })).rejects.toThrow('member')
  })

  test('a post shows name and organisation, and nowhere an address', async () => {
    const { topicId, postId } = await aTopic(ctx, { by: vera, categoryId })
    await anAnswer(ctx, { by: omar, topicId, quotedPostId: postId })
    const seen = [
      await loadTopic(as(ctx, omar.actor), { topicId, page: 1 }),
      await listTopics(as(ctx, omar.actor), { categoryId, page: 1 }),
      await searchForum(as(ctx, omar.actor), { query: 'wüsste' }),
      await describePost(as(ctx, omar.actor), postId),
    ]
    expect(JSON.stringify(seen)).toContain('Vera Lindner')
    expect(JSON.stringify(seen)).not.toContain('@')
  })

  test('who is sealed by a legal hold is not seen: neither the posts nor the quotations of them (DS-10)', async () => {
    const { topicId } = await aTopic(ctx, { by: omar, categoryId })
    const quotedPostId = await anAnswer(ctx, { by: vera, topicId, body: 'Geheimtipp' })
    await anAnswer(ctx, { by: omar, topicId, quotedPostId })
    await ctx.db.legalHold.create({ data: { accountId: vera.accountId, reason: 'Streit' } })
    const posts = await postsFor(omar, topicId)
    expect(posts[1]).toMatchObject({ state: 'hidden', body: null, author: null })
    expect(posts[2]?.quote).toMatchObject({ body: null, author: null })
    expect((await searchForum(as(ctx, omar.actor), { query: 'Geheimtipp' })).hits).toEqual([])
  })
})

describe('limits', () => {
  test('two posts within seconds are one too many; the same text again is the same click', async () => {
    const { topicId } = await aTopic(ctx, { by: vera, categoryId })
    const then = as(nextMinute(ctx), omar.actor)
    const first = await reply(then, { topicId, body: 'Danke', subscribe: false })
    expect(await reply(then, { topicId, body: 'Danke', subscribe: false })).toEqual(first)
    expect(await reply(then, { topicId, body: 'Noch etwas', subscribe: false })).toMatchObject({ outcome: 'too-fast' })
    expect(await postsFor(vera, topicId)).toHaveLength(2)
  })

  test('of two clicks at the same moment one is posted', async () => {
    const { topicId } = await aTopic(ctx, { by: vera, categoryId })
    const then = as(nextMinute(ctx), omar.actor)
    await Promise.all([1, 2, 3].map(() => reply(then, { topicId, body: 'Danke', subscribe: false })))
    expect(await postsFor(vera, topicId)).toHaveLength(2)
  })

  test('a new member writes so much a day and no more, and few links', async () => {
    const { topicId } = await aTopic(ctx, { by: vera, categoryId })
    const links = 'https://a.example https://b.example https://c.example'
    const then = as(nextMinute(ctx), omar.actor)
    expect(await reply(then, { topicId, body: links, subscribe: false })).toMatchObject({ outcome: 'too-many-links' })
    for (let count = 1; count < postLimits.perDay.fresh; count++) {
      const outcome = await reply(as(nextMinute(ctx), omar.actor), {
        topicId,
        body: `Nummer ${count}`,
        subscribe: false,
      })
      expect(outcome.outcome).toBe('posted')
    }
    const { accountId } = omar
    await ctx.db.forumPost.updateMany({ where: { authorId: accountId }, data: { authorId: vera.accountId } })
    const many = Array.from({ length: postLimits.topicsPerDay.fresh }, (_, index) => `Frage ${index}`)
    for (const title of many) await aTopic(ctx, { by: omar, categoryId, title })
    const oneMore = { categoryId, title: 'Frage', body: 'Text', subscribe: false }
    expect(await startTopic(as(nextMinute(ctx), omar.actor), oneMore)).toMatchObject({ outcome: 'too-many-topics' })
  })
})

describe('numbers and pages stay', () => {
  test('posts written at the same moment get numbers without gap and twin', async () => {
    const { topicId } = await aTopic(ctx, { by: vera, categoryId })
    const people = await Promise.all(Array.from({ length: 6 }, () => aSpeaker(ctx)))
    await Promise.all(
      people.map(({ actor }, index) => reply(as(ctx, actor), { topicId, body: `Text ${index}`, subscribe: false })),
    )
    expect((await postsFor(vera, topicId)).map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6, 7])
  })

  test('the 21st post stands on the second page, before and after others are removed', async () => {
    const { topicId } = await aTopic(ctx, { by: vera, categoryId })
    await ctx.db.$executeRaw`
      INSERT INTO forum_post (topic_id, number, author_id, body, posted_at)
      SELECT ${topicId}::uuid, n, ${omar.accountId}::uuid, 'Beitrag ' || n, now() FROM generate_series(2, 21) n`
    await ctx.db.forumTopic.update({ where: { id: topicId }, data: { lastNumber: 21 } })
    const [last] = await postsFor(vera, topicId, 2)
    expect(last?.number).toBe(21)
    const second = await ctx.db.forumPost.findFirstOrThrow({ where: { topicId, number: 2 } })
    expect(await deletePost(as(ctx, omar.actor), { postId: second.id })).toMatchObject({ outcome: 'remark' })
    expect((await postsFor(vera, topicId, 'last'))[0]?.id).toBe(last?.id)
  })
})

describe('one’s own posts', () => {
  test('within an hour a change leaves no mark; later it does, and the moderation sees what stood there', async () => {
    const { postId, topicId } = await aTopic(ctx, { by: vera, categoryId, body: 'Erste Fassung' })
    await editPost(as(ctx, vera.actor), { postId, body: 'Zweite Fassung', title: 'Neuer Titel' })
    expect((await postsFor(omar, topicId))[0]).toMatchObject({ body: 'Zweite Fassung', editedAt: null })
    const { postedAt } = await ctx.db.forumPost.findUniqueOrThrow({ where: { id: postId } })
    const later = at(ctx, new Date(postedAt.getTime() + FREE_EDIT_PERIOD * 1000))
    await editPost(as(later, vera.actor), { postId, body: 'Dritte Fassung' })
    expect((await postsFor(omar, topicId))[0]).toMatchObject({ body: 'Dritte Fassung', editedAt: later.now() })
    const moderator = await aSpeaker(ctx, { role: 'moderator' })
    const history = await postHistory(as(ctx, moderator.actor), postId)
    expect(history.map(({ body }) => body)).toEqual(['Zweite Fassung'])
    await expect(postHistory(as(ctx, omar.actor), postId)).rejects.toThrow('role')
    expect(await ctx.db.auditEvent.count({ where: { act: 'forum.history-viewed', subjectId: vera.accountId } })).toBe(1)
  })

  test('nobody changes or deletes the posts of others', async () => {
    const { postId } = await aTopic(ctx, { by: vera, categoryId })
    expect(await editPost(as(ctx, omar.actor), { postId, body: 'Anders' })).toEqual({ outcome: 'unknown-post' })
    expect(await deletePost(as(ctx, omar.actor), { postId })).toEqual({ outcome: 'unknown-post' })
    expect(await markHelpful(as(ctx, omar.actor), { postId })).toEqual({ outcome: 'unknown-post' })
  })

  test('a deleted post leaves a neutral remark only if others wrote after it', async () => {
    const { topicId, postId } = await aTopic(ctx, { by: vera, categoryId })
    const answer = await anAnswer(ctx, { by: omar, topicId })
    const last = await anAnswer(ctx, { by: vera, topicId, quotedPostId: answer })
    expect(await deletePost(as(ctx, vera.actor), { postId: last })).toMatchObject({ outcome: 'removed' })
    expect(await postsFor(omar, topicId)).toHaveLength(2)
    expect(await deletePost(as(ctx, vera.actor), { postId })).toMatchObject({ outcome: 'remark' })
    const [first, second] = await postsFor(omar, topicId)
    expect(first).toMatchObject({ state: 'removed', body: null, author: null, authorId: null })
    expect(second).toMatchObject({ state: 'shown', author: 'Omar Haddad' })
    const lonely = await aTopic(ctx, { by: vera, categoryId, title: 'Allein' })
    expect(await deletePost(as(ctx, vera.actor), { postId: lonely.postId })).toEqual({ outcome: 'topic-removed' })
    expect(await loadTopic(as(ctx, omar.actor), { topicId: lonely.topicId, page: 1 })).toEqual({ outcome: 'unknown' })
  })

  test('the author of a topic marks one answer that helped, and takes it back', async () => {
    const { topicId } = await aTopic(ctx, { by: vera, categoryId })
    const [one, two] = [
      await anAnswer(ctx, { by: omar, topicId, body: 'Eins' }),
      await anAnswer(ctx, { by: omar, topicId, body: 'Zwei' }),
    ]
    await markHelpful(as(ctx, vera.actor), { postId: one })
    await markHelpful(as(ctx, vera.actor), { postId: two })
    expect(await loadTopic(as(ctx, omar.actor), { topicId, page: 1 })).toMatchObject({ topic: { helpfulPostId: two } })
    expect(await markHelpful(as(ctx, vera.actor), { postId: two })).toMatchObject({ outcome: 'unmarked' })
    expect(await loadTopic(as(ctx, omar.actor), { topicId, page: 1 })).toMatchObject({ topic: { helpfulPostId: null } })
  })
})

describe('what the moderation hides or locks (DS-07)', () => {
  test('a hidden post is a remark to others; its author and staff read it with the reason', async () => {
    const { topicId } = await aTopic(ctx, { by: omar, categoryId })
    const postId = await anAnswer(ctx, { by: vera, topicId, body: 'Sonderangebot' })
    await anAnswer(ctx, { by: omar, topicId, quotedPostId: postId })
    await measure('post', postId, 'hide', vera.accountId)
    const moderator = await aSpeaker(ctx, { role: 'moderator' })
    expect((await postsFor(omar, topicId))[1]).toMatchObject({
      state: 'hidden',
      body: null,
      author: null,
      hiddenReason: null,
    })
    expect((await postsFor(omar, topicId))[2]?.quote).toMatchObject({ body: null })
    for (const reader of [vera, moderator]) {
      expect((await postsFor(reader, topicId))[1]).toMatchObject({
        state: 'hidden',
        body: 'Sonderangebot',
        hiddenReason: 'Werbung',
      })
    }
    expect((await searchForum(as(ctx, omar.actor), { query: 'Sonderangebot' })).hits).toEqual([])
    expect(await describePost(as(ctx, omar.actor), postId)).toBeUndefined()
    expect(await describePost(as(ctx, moderator.actor), postId)).toMatchObject({ text: 'Sonderangebot' })
  })

  test('a hidden topic stands in no list and is found by nobody but its author and staff', async () => {
    const { topicId } = await aTopic(ctx, { by: vera, categoryId })
    await measure('topic', topicId, 'hide', vera.accountId)
    expect(await loadTopic(as(ctx, omar.actor), { topicId, page: 1 })).toEqual({ outcome: 'hidden' })
    expect(await listTopics(as(ctx, omar.actor), { categoryId, page: 1 })).toEqual([])
    expect(await listTopics(as(ctx, vera.actor), { categoryId, page: 1 })).toMatchObject([{ isHidden: true }])
    expect(await loadTopic(as(ctx, vera.actor), { topicId, page: 1 })).toMatchObject({
      topic: { hiddenReason: 'Werbung' },
    })
    expect(await reply(as(ctx, omar.actor), { topicId, body: 'Hallo', subscribe: false })).toEqual({
      outcome: 'unknown-topic',
    })
    expect(await describeTopic(as(ctx, omar.actor), topicId)).toBeUndefined()
  })

  test('a locked topic takes no answer and no change', async () => {
    const { topicId, postId } = await aTopic(ctx, { by: vera, categoryId })
    await measure('topic', topicId, 'lock', vera.accountId)
    expect(await reply(as(ctx, omar.actor), { topicId, body: 'Hallo', subscribe: false })).toEqual({
      outcome: 'locked',
    })
    expect(await editPost(as(ctx, vera.actor), { postId, body: 'Anders' })).toEqual({ outcome: 'locked' })
  })

  test('staff keep the categories and move topics; members do neither', async () => {
    const moderator = await aSpeaker(ctx, { role: 'moderator' })
    const staff = as(ctx, moderator.actor)
    const fields = { name: 'Prüfungen & Abschlüsse', description: 'Alles dazu.', position: 2 }
    expect(await saveCategory(staff, fields)).toEqual({ outcome: 'saved' })
    expect(await saveCategory(staff, fields)).toEqual({ outcome: 'name-taken' })
    const exams = await findCategory(staff, 'pruefungen-abschluesse')
    const { topicId } = await aTopic(ctx, { by: vera, categoryId })
    await expect(moveTopic(as(ctx, vera.actor), { topicId, categoryId: exams?.id ?? '' })).rejects.toThrow('role')
    expect(await moveTopic(staff, { topicId, categoryId: exams?.id ?? '' })).toEqual({ outcome: 'moved' })
    expect(await moveTopic(staff, { topicId, categoryId: exams?.id ?? '' })).toEqual({ outcome: 'unchanged' })
    await archiveCategory(staff, { id: exams?.id ?? '', isArchived: true })
    const oneMore = { categoryId: exams?.id ?? '', title: 'Frage', body: 'Text', subscribe: false }
    expect(await startTopic(as(nextMinute(ctx), omar.actor), oneMore)).toEqual({ outcome: 'unknown-category' })
    const { topicId: another } = await aTopic(ctx, { by: vera, categoryId })
    expect(await moveTopic(staff, { topicId: another, categoryId: exams?.id ?? '' })).toEqual({
      outcome: 'closed-category',
    })
    expect((await listCategories(as(ctx, vera.actor))).map(({ name }) => name)).toEqual(['Förderung'])
    await expect(keptCategories(as(ctx, vera.actor))).rejects.toThrow('role')
    expect(await ctx.db.auditEvent.count({ where: { act: { startsWith: 'forum.' } } })).toBe(3)
  })

  test('a case is decided by moving the topic, once: both stand in the record, and the author hears why', async () => {
    const staff = as(ctx, (await aSpeaker(ctx, { role: 'moderator' })).actor)
    const exams = await aCategory(ctx, 'Prüfungen')
    const { topicId } = await aTopic(ctx, { by: vera, categoryId })
    const content = { kind: 'topic' as const, id: topicId, authorId: vera.accountId }
    const report = { content, category: 'other' as const, explanation: 'Steht falsch.' }
    const reported = await reportContent(as(ctx, omar.actor), report)
    if (reported.outcome !== 'reported') throw new Error(reported.outcome)
    const { caseId } = reported
    const decide = (to: string) =>
      decideCase(
        staff,
        { caseId, act: 'move', ground: 'terms', reason: 'Es geht um Prüfungen.', title: 'Wer fördert Kurse?' },
        { move: (tx, id) => moveTopic(tx, { topicId: id, categoryId: to }) },
      )
    const records = () =>
      ctx.db.auditEvent.findMany({
        where: { act: { in: ['forum.topic-moved', 'moderation.decided'] } },
        orderBy: { seq: 'asc' },
        select: { act: true },
      })
    await sendMail(ctx)
    await emptyOutbox()
    expect(await decide(categoryId)).toEqual({ outcome: 'not-possible' })
    expect(await ctx.db.contentMeasure.count()).toBe(0)
    expect(await decide(exams)).toEqual({ outcome: 'decided' })
    expect(await decide(categoryId)).toEqual({ outcome: 'already-decided' })
    expect(await records()).toEqual([{ act: 'forum.topic-moved' }, { act: 'moderation.decided' }])
    expect((await listTopics(as(ctx, omar.actor), { categoryId: exams, page: 1 })).map(({ id }) => id)).toEqual([
      topicId,
    ])
    await sendMail(ctx)
    expect((await readMail({ to: 'vera@beispiel.test' })).map(({ text }) => text)).toEqual([
      expect.stringContaining('Es geht um Prüfungen.'),
    ])
    expect(await readMail({ to: 'omar@beispiel.test' })).toHaveLength(1)
  })
})

describe('what is unread', () => {
  test('an answer is unread for others until they have seen it', async () => {
    const { topicId } = await aTopic(ctx, { by: vera, categoryId })
    const reader = as(nextMinute(ctx), vera.actor)
    expect(await countUnread(reader)).toBe(0)
    await anAnswer(ctx, { by: omar, topicId })
    expect(await countUnread(reader)).toBe(1)
    expect(await listUnread(reader)).toMatchObject([{ id: topicId, isUnread: true, readNumber: 1 }])
    expect(await listCategories(reader)).toMatchObject([{ unread: 1, topics: 1, posts: 2 }])
    await markRead(reader, { topicId, number: 2 })
    expect(await countUnread(reader)).toBe(0)
    await markRead(reader, { topicId, number: 1 })
    expect(await countUnread(reader)).toBe(0)
  })

  test('what was written before the registration, or before "alles gelesen", counts as read', async () => {
    const { topicId } = await aTopic(ctx, { by: vera, categoryId })
    const later = nextMinute(ctx)
    const newcomer = await aSpeaker(later)
    expect(await countUnread(as(later, newcomer.actor))).toBe(0)
    await anAnswer(ctx, { by: vera, topicId })
    expect(await countUnread(as(nextMinute(ctx), newcomer.actor))).toBe(1)
    await markAllRead(as(nextMinute(ctx), newcomer.actor))
    expect(await countUnread(as(nextMinute(ctx), newcomer.actor))).toBe(0)
  })
})

describe('e-mails', () => {
  test('tell of an answer once until the member has looked: topic, author and first lines, and no address', async () => {
    const { topicId } = await aTopic(ctx, { by: vera, categoryId, title: 'Wer fördert?', subscribe: true })
    await anAnswer(ctx, { by: omar, topicId, body: `Erste **Antwort**\n\n${'und '.repeat(300)}ganz am Ende` })
    await anAnswer(ctx, { by: omar, topicId, body: 'Zweite Antwort' })
    const [queued] = await ctx.db.outgoingMail.findMany({ where: { template: 'forum-news' } })
    expect(JSON.stringify(queued?.props)).not.toMatch(/Erste|fördert|Omar/)
    await sendMail(tonight(ctx), mailHooks)
    const mails = (await readMail({ to: 'vera@beispiel.test' })).filter(({ subject }) => subject.includes('Antwort'))
    expect(mails).toHaveLength(1)
    expect(mails[0]?.subject).toBe('Neue Antwort: Wer fördert?')
    expect(mails[0]?.text).toMatch(/Von: Omar .*\n[\s\S]*\n> Erste Antwort\n/)
    for (const hidden of ['omar@', 'Zweite', 'ganz am Ende']) expect(mails[0]?.text).not.toContain(hidden)
    await markRead(as(nextMinute(ctx), vera.actor), { topicId, number: 3 })
    await anAnswer(ctx, { by: omar, topicId, body: 'Dritte Antwort' })
    await sendMail(tonight(ctx), mailHooks)
    expect(await mailsTo('vera@beispiel.test')).toHaveLength(2)
    expect(await mailsTo('omar@beispiel.test')).toHaveLength(0)
  })

  test.each<[string, (given: { topicId: string; postId: string }) => Promise<unknown>]>([
    ['deleted', ({ postId }) => deletePost(as(nextMinute(ctx), omar.actor), { postId })],
    ['read', ({ topicId }) => markRead(as(nextMinute(ctx), vera.actor), { topicId, number: 2 })],
    ['about an ended subscription', ({ topicId }) => unsubscribe(as(ctx, vera.actor), { kind: 'topic', id: topicId })],
    ['unwanted', () => chooseMails(as(ctx, vera.actor), { mails: 'none' })],
  ])('a post that is %s before its mail leaves needs none', async (_, change) => {
    const { topicId } = await aTopic(ctx, { by: vera, categoryId, subscribe: true })
    const postId = await anAnswer(ctx, { by: omar, topicId })
    await change({ topicId, postId })
    await sendMail(tonight(ctx), mailHooks)
    expect(await mailsTo('vera@beispiel.test')).toHaveLength(0)
  })

  test('who wants an overview gets one a day, and none without news; who wants none gets none', async () => {
    await subscribe(as(ctx, vera.actor), { kind: 'category', id: categoryId })
    await chooseMails(as(ctx, vera.actor), { mails: 'daily' })
    const { topicId } = await aTopic(ctx, { by: omar, categoryId, subscribe: true })
    await chooseMails(as(ctx, omar.actor), { mails: 'none' })
    await anAnswer(ctx, { by: vera, topicId })
    const tomorrow = at(ctx, new Date(ctx.now().getTime() + 86_400_000))
    expect(await sendDigests(tomorrow)).toEqual({ forumDigests: 1 })
    expect(await sendDigests(at(tomorrow, new Date(tomorrow.now().getTime() + 86_400_000)))).toEqual({
      forumDigests: 0,
    })
    await sendMail(tomorrow)
    const [overview] = await mailsTo('vera@beispiel.test')
    expect(overview).toContain('Förderung: ein neuer Beitrag')
    expect(await mailsTo('omar@beispiel.test')).toEqual([])
  })
})

describe('the search', () => {
  test('finds German words in any form, in titles and posts', async () => {
    const { topicId } = await aTopic(ctx, {
      by: vera,
      categoryId,
      title: 'Zuschüsse für Kurse',
      body: 'Wer kennt Häuser in Gera?',
    })
    await anAnswer(ctx, { by: omar, topicId, body: 'Die **Prüfungen** waren schwierig.' })
    const find = async (query: string) =>
      (await searchForum(as(ctx, omar.actor), { query })).hits.map(({ number }) => number)
    expect(await find('Zuschuss Kurs')).toEqual([1])
    expect(await find('Haus Gera')).toEqual([1])
    expect(await find('prüfung')).toEqual([2])
    expect(await find('Zuschüsse Kurs')).toEqual([1])
    expect(await find('prüfungen')).toEqual([2])
    expect(await find('"waren schwierig"')).toEqual([2])
    expect(await find('Dachdecker')).toEqual([])
    expect(await find('" -- !!')).toEqual([])
  })

  test('knows the newest of many hits, and the only one among older posts', async () => {
    const { topicId } = await aTopic(ctx, { by: vera, categoryId, body: 'Ein Schwimmbagger in Weida.' })
    // More than are looked through before the index is asked.
    await ctx.db.$executeRaw`INSERT INTO forum_post (topic_id, number, author_id, body, posted_at)
      SELECT ${topicId}::uuid, n, ${vera.accountId}::uuid, 'Weiterbildung' || CASE WHEN n % 20 = 0 THEN ' mit Kran' ELSE '' END, now()
      FROM generate_series(2, 5100) AS n ORDER BY n`
    const find = async (query: string, page = 1) => searchForum(as(ctx, omar.actor), { query, page })
    const numbers = async (query: string, page?: number) => (await find(query, page)).hits.map(({ number }) => number)
    expect((await numbers('Weiterbildung')).slice(0, 3)).toEqual([5100, 5099, 5098])
    expect(await numbers('Weiterbildung', 34)).toEqual([4605, 4604, 4603, 4602, 4601])
    expect((await find('Weiterbildung', 34)).hasMore).toBe(false)
    expect((await numbers('Weiterbildung Kran')).slice(0, 3)).toEqual([5100, 5080, 5060])
    expect(await numbers('Kran', 17)).toEqual(Array.from({ length: 15 }, (_, index) => 300 - 20 * index))
    expect(await numbers('Schwimmbagger')).toEqual([1])
  })

  test('forgives a slip of the pen: in titles, and in words that several members use', async () => {
    const { topicId } = await aTopic(ctx, { by: vera, categoryId, title: 'Bildungsgutschein in Erfurt' })
    const people = [vera, omar, await aSpeaker(ctx)]
    for (const by of people) await anAnswer(ctx, { by, topicId, body: `Meine Weiterbildung, sagt ${by.givenName}` })
    expect((await searchForum(as(ctx, omar.actor), { query: 'Bildungsgutschien' })).hits).toHaveLength(1)
    expect((await searchForum(as(ctx, omar.actor), { query: 'Weiterbidlung' })).hits).toEqual([])
    await tidyForum(ctx)
    const found = await searchForum(as(ctx, omar.actor), { query: 'Weiterbidlung' })
    expect(found).toMatchObject({ corrected: 'weiterbildung' })
    expect(found.hits).toHaveLength(3)
    const words = await ctx.db.forumWord.findMany()
    expect(words.map(({ word }) => word)).not.toContain('haddad')
  })
})

describe('after an erasure (DS-04)', () => {
  test('nothing but neutral remarks is left, nothing connects two of them, and the words of others stay', async () => {
    const { topicId, postId } = await aTopic(ctx, { by: vera, categoryId, title: 'Mein Titel', body: 'Mein Text' })
    const answer = await anAnswer(ctx, { by: omar, topicId, body: 'Antwort', quotedPostId: postId })
    const again = await anAnswer(ctx, { by: vera, topicId, body: 'Mein Dank', quotedPostId: answer })
    const lonely = await aTopic(ctx, { by: vera, categoryId, title: 'Niemand hat geantwortet' })
    await eraseAccount(ctx, { accountId: vera.accountId, reason: 'self' })
    const found = await loadTopic(as(ctx, omar.actor), { topicId, page: 1 })
    expect(found).toMatchObject({ outcome: 'found', topic: { title: null, authorId: null } })
    const posts = await postsFor(omar, topicId)
    expect(posts.map(({ state, body, author }) => [state, body, author])).toEqual([
      ['removed', null, null],
      ['shown', 'Antwort', 'Omar Haddad'],
      ['removed', null, null],
    ])
    expect(posts[1]?.quote).toMatchObject({ body: null, author: null })
    expect(await ctx.db.forumPost.findUnique({ where: { id: again } })).toMatchObject({
      authorId: null,
      quotedPostId: null,
    })
    expect((await searchForum(as(ctx, omar.actor), { query: 'Titel' })).hits).toEqual([])
    // Where nobody answered nothing stands in the lists at once, and nothing is left after the next night.
    const listed = (await listTopics(as(ctx, omar.actor), { categoryId, page: 1 })).map(({ id }) => id)
    expect(listed).toEqual([topicId])
    expect(await tidyForum(ctx)).toMatchObject({ forumTopicsRemoved: 1 })
    expect(await ctx.db.forumTopic.count({ where: { id: lonely.topicId } })).toBe(0)
  })
})

/** When everything that tests write has been written. */
function tonight(then: PortalContext): PortalContext {
  return at(then, new Date(then.now().getTime() + 10 * 3_600_000))
}

async function mailsTo(address: string): Promise<string[]> {
  const mails = await readMail({ to: address })
  return mails
    .filter(({ subject }) => /Forum|Neue Antwort|Neues Thema/.test(subject))
    .map(({ subject, text }) => `${subject}\n${text}`)
}
