import { beforeEach, describe, expect, test, vi } from 'vitest'
import { describeContent } from '@/app/_content/describe'
import { contextOf } from '@/app/_edge/context-of'
import { type Member } from '@/lib/auth/session'
import { type ContentKind } from '@/lib/codes'
import { type Role } from '@/lib/db/generated/enums'
import { describeProfile } from '@/lib/directory/describe-profile'
import { listTopics } from '@/lib/forum/list-topics'
import { loadTopic } from '@/lib/forum/load-topic'
import { looksBehind } from '@/lib/may'
import { describePublication } from '@/lib/publications/describe-publication'
import { submitPublication } from '@/lib/publications/submit-publication'
import { aMember } from '../support/cast'
import { as, testContext } from '../support/context'
import { aCategory, anAnswer, aSpeaker, aTopic, type Speaker } from '../support/forum'
import { aDraft, aPublisher, asMember } from '../support/publications'

/** Looks behind what others are shown: only with a proved second factor, never without a row, and never into a draft (DS-06, S-A8). */
vi.mock('next/headers', () => ({ headers: async () => new Headers(), cookies: async () => ({ get: () => undefined }) }))

const ctx = testContext()
const looks = () =>
  ctx.db.auditEvent.findMany({
    where: { act: 'moderation.content-viewed' },
    select: { actorId: true, subjectId: true, details: true },
  })

function hide(contentKind: ContentKind, contentId: string, authorId: string) {
  return ctx.db.contentMeasure.create({
    data: {
      contentKind,
      contentId,
      authorId,
      act: 'hide',
      reason: 'Werbung',
      startedAt: ctx.now(),
      startedBy: crypto.randomUUID(),
    },
  })
}

describe('the powers of staff', () => {
  test.each<Role>(['moderator', 'admin', 'dpo'])('of %s are there with a proved second factor only', async (role) => {
    const { accountId } = await aMember(ctx, { role })
    const member = { accountId, role, sessionId: crypto.randomUUID(), factorAt: new Date() } as Member
    expect(contextOf(member).actor).toMatchObject({ role })
    expect(looksBehind(contextOf(member))).toBe(true)
    const unproved = contextOf({ ...member, factorAt: null })
    expect(unproved.actor).toMatchObject({ kind: 'member', role: 'member' })
    expect(looksBehind(unproved)).toBe(false)
  })

  test('members, visitors and duties have none', () => {
    expect(looksBehind(ctx)).toBe(false)
    expect(looksBehind(as(ctx, { kind: 'system', duty: 'mail' }))).toBe(false)
    expect(looksBehind(asMember(ctx, { accountId: crypto.randomUUID() }))).toBe(false)
  })
})

describe('a publication', () => {
  test('that was never handed in is its author’s alone; one that waits is shown to moderators, and recorded', async () => {
    const author = await aPublisher(ctx)
    const staff = asMember(ctx, await aMember(ctx, { role: 'moderator' }), 'moderator')
    const other = asMember(ctx, await aPublisher(ctx))
    const { id, revision } = await aDraft(ctx, author)
    for (const reader of [staff, other, ctx]) expect(await describePublication(reader, id)).toBeUndefined()
    expect(await looks()).toEqual([])
    await submitPublication(asMember(ctx, author), { publicationId: id, revision })
    for (const reader of [other, ctx]) expect(await describePublication(reader, id)).toBeUndefined()
    expect(await describePublication(staff, id)).toBeDefined()
    const actorId = staff.actor.kind === 'member' ? staff.actor.accountId : ''
    const row = { actorId, subjectId: author.accountId, details: { kind: 'publication', contentId: id } }
    expect(await looks()).toEqual([row])
  })

  test('that was given back is a draft again', async () => {
    const author = await aPublisher(ctx)
    const staff = asMember(ctx, await aMember(ctx, { role: 'admin' }), 'admin')
    const { id } = await aDraft(ctx, author)
    await ctx.db.publication.update({ where: { id }, data: { returnedAt: ctx.now(), returnReason: 'Preis fehlt' } })
    expect(await describePublication(staff, id)).toBeUndefined()
  })
})

describe('in the forum', () => {
  let vera: Speaker
  let moderator: Speaker
  let categoryId: string
  beforeEach(async () => {
    vera = await aSpeaker(ctx)
    moderator = await aSpeaker(ctx, { role: 'moderator' })
    categoryId = await aCategory(ctx)
  })

  test('a hidden topic: one row for each look of a moderator, none for its author, and no line in a list', async () => {
    const { topicId } = await aTopic(ctx, { by: vera, categoryId })
    await hide('topic', topicId, vera.accountId)
    expect(await listTopics(as(ctx, moderator.actor), { categoryId, page: 1 })).toEqual([])
    expect((await loadTopic(as(ctx, vera.actor), { topicId, page: 1 })).outcome).toBe('found')
    expect(await looks()).toEqual([])
    expect((await loadTopic(as(ctx, moderator.actor), { topicId, page: 1 })).outcome).toBe('found')
    expect(await describeContent(as(ctx, moderator.actor), { kind: 'topic', id: topicId })).toBeDefined()
    expect((await looks()).map(({ details }) => details)).toMatchObject([{ kind: 'topic', contentId: topicId }, {}])
  })

  test('a hidden post: the row names its author; what everybody reads leaves none', async () => {
    const omar = await aSpeaker(ctx)
    const { topicId } = await aTopic(ctx, { by: omar, categoryId })
    const postId = await anAnswer(ctx, { by: vera, topicId, body: 'Sonderangebot' })
    await loadTopic(as(ctx, moderator.actor), { topicId, page: 1 })
    await describeContent(as(ctx, moderator.actor), { kind: 'post', id: postId })
    expect(await looks()).toEqual([])
    await hide('post', postId, vera.accountId)
    await loadTopic(as(ctx, omar.actor), { topicId, page: 1 })
    await loadTopic(as(ctx, moderator.actor), { topicId, page: 1 })
    expect(await looks()).toEqual([
      { actorId: moderator.accountId, subjectId: vera.accountId, details: { kind: 'post', contentId: postId } },
    ])
  })

  test('staff whose factor is not proved see what members see', async () => {
    const { topicId, postId } = await aTopic(ctx, { by: vera, categoryId })
    await hide('topic', topicId, vera.accountId)
    const member = { accountId: moderator.accountId, role: 'moderator', sessionId: crypto.randomUUID(), factorAt: null }
    const unproved = contextOf(member as Member)
    expect(await loadTopic(unproved, { topicId, page: 1 })).toEqual({ outcome: 'hidden' })
    expect(await describeContent(unproved, { kind: 'post', id: postId })).toBeUndefined()
    expect(await looks()).toEqual([])
  })
})

test('an entry of the directory that does not appear is shown to moderators, and recorded', async () => {
  const { accountId } = await aMember(ctx)
  const staff = asMember(ctx, await aMember(ctx, { role: 'dpo' }), 'dpo')
  expect(await describeProfile(asMember(ctx, await aPublisher(ctx)), accountId)).toBeUndefined()
  expect(await describeProfile(staff, accountId)).toBeDefined()
  expect(await looks()).toMatchObject([{ subjectId: accountId, details: { kind: 'profile', contentId: accountId } }])
})
