import { beforeEach, describe, expect, test } from 'vitest'
import { type PortalContext } from '@/lib/context'
import { saveEntry } from '@/lib/directory/save-entry'
import { eraseAccount } from '@/lib/erasure/erase-account'
import { deletePost } from '@/lib/forum/delete-post'
import { editPost } from '@/lib/forum/edit-post'
import { FREE_EDIT_PERIOD, postLimits } from '@/lib/forum/limits'
import { loadTopic } from '@/lib/forum/load-topic'
import { postHistory } from '@/lib/forum/post-history'
import { reply } from '@/lib/forum/reply'
import { searchForum } from '@/lib/forum/search-forum'
import { startTopic } from '@/lib/forum/start-topic'
import { savePublication } from '@/lib/publications/save-publication'
import { showPublication } from '@/lib/publications/shown'
import { startCorrection } from '@/lib/publications/start-correction'
import { submitPublication } from '@/lib/publications/submit-publication'
import { draw, RULES } from '@/lib/writing/draw'
import { drawStored } from '@/lib/writing/draw-stored'
import { htmlOf } from '@/lib/writing/stored'
import { as, at, testContext } from '../support/context'
import { aCategory, anAnswer, aSpeaker, aTopic, nextMinute, type Speaker } from '../support/forum'
import { aDraft, aPublication, asMember, someContent } from '../support/publications'

/** What members write is drawn once, when it is written; the same limits hold in every verb that writes (DS-07). */
let ctx: PortalContext
let vera: Speaker
let categoryId: string
const body = 'Für **Erzieher*innen**:\n\n3. Dezember\n10. Dezember'
const drawn = () => {
  const { isFinal: _, ...drawing } = draw(body)
  return drawing
}

beforeEach(async () => {
  ctx = testContext()
  categoryId = await aCategory(ctx)
  vera = await aSpeaker(ctx, { surname: 'Lindner' })
})

const entry = {
  isListed: true,
  showName: false,
  showPosition: false,
  showGroup: false,
  subjects: [],
  introduction: body,
  website: null,
}

describe('every verb that writes stores what is shown of the text beside it:', () => {
  const stored = {
    'a topic': async () => {
      const { postId } = await aTopic(ctx, { by: vera, categoryId, body })
      return ctx.db.forumPost.findUniqueOrThrow({ where: { id: postId } })
    },
    'an answer': async () => {
      const { topicId } = await aTopic(ctx, { by: vera, categoryId })
      const id = await anAnswer(ctx, { by: vera, topicId, body })
      return ctx.db.forumPost.findUniqueOrThrow({ where: { id } })
    },
    'a changed post': async () => {
      const { postId } = await aTopic(ctx, { by: vera, categoryId, body: 'Vorher' })
      await editPost(as(ctx, vera.actor), { postId, body })
      return ctx.db.forumPost.findUniqueOrThrow({ where: { id: postId } })
    },
    'what stood there before': async () => {
      const { postId } = await aTopic(ctx, { by: vera, categoryId, body })
      const { postedAt } = await ctx.db.forumPost.findUniqueOrThrow({ where: { id: postId } })
      const later = at(ctx, new Date(postedAt.getTime() + FREE_EDIT_PERIOD * 1000))
      await editPost(as(later, vera.actor), { postId, body: 'Nachher' })
      return ctx.db.forumRevision.findFirstOrThrow({ where: { postId } })
    },
    'a draft': async () => {
      const { id } = await aDraft(ctx, vera, { body })
      return ctx.db.publication.findUniqueOrThrow({ where: { id } })
    },
    'a publication': async () => {
      const id = await aPublication(ctx, vera, { body })
      return ctx.db.publication.findUniqueOrThrow({ where: { id } })
    },
    'a correction, begun': async () => {
      const id = await aPublication(ctx, vera, { body })
      await startCorrection(asMember(ctx, vera), { publicationId: id })
      return ctx.db.publication.findFirstOrThrow({ where: { correctsId: id } })
    },
    'an entry in the directory': async () => {
      await saveEntry(as(ctx, vera.actor), entry)
      return ctx.db.directoryEntry.findUniqueOrThrow({ where: { accountId: vera.accountId } })
    },
  }
  test.each(Object.entries(stored))('%s', async (_, write) => expect((await write()).drawn).toEqual(drawn()))

  test('a correction that is released brings its own', async () => {
    const id = await aPublication(ctx, vera, { body: 'Vorher' })
    await startCorrection(asMember(ctx, vera), { publicationId: id })
    const { id: publicationId } = await ctx.db.publication.findFirstOrThrow({ where: { correctsId: id } })
    await savePublication(asMember(ctx, vera), { publicationId, revision: 1, content: someContent(ctx, { body }) })
    await ctx.db.account.update({ where: { id: vera.accountId }, data: { role: 'moderator' } })
    await submitPublication(asMember(ctx, vera), { publicationId, revision: 2 })
    expect(await showPublication(ctx, id)).toMatchObject({ body, drawn: drawn() })
  })
})

describe('a drawing', () => {
  async function aPost(): Promise<{ postId: string; topicId: string }> {
    return aTopic(ctx, { by: vera, categoryId, body })
  }
  const drawnOf = async (id: string) => (await ctx.db.forumPost.findUniqueOrThrow({ where: { id } })).drawn

  test('is never that of another text: who changes the text alone takes it away', async () => {
    const { postId } = await aPost()
    await ctx.db.forumPost.update({ where: { id: postId }, data: { body: 'Anders' } })
    expect(await drawnOf(postId)).toBeNull()
  })

  test('goes with its text, when the author takes it away and with the account (DS-04)', async () => {
    const { postId, topicId } = await aPost()
    const other = await aSpeaker(ctx)
    await anAnswer(ctx, { by: other, topicId, body: 'Danke' })
    await deletePost(as(ctx, vera.actor), { postId })
    expect(await drawnOf(postId)).toBeNull()
    const next = await aPost()
    await anAnswer(ctx, { by: other, topicId: next.topicId, body: 'Danke' })
    await eraseAccount(ctx, { accountId: vera.accountId, reason: 'self' })
    expect(await ctx.db.forumPost.findUniqueOrThrow({ where: { id: next.postId } })).toMatchObject({
      body: null,
      drawn: null,
    })
  })

  test('is hidden together with its text', async () => {
    const { postId, topicId } = await aPost()
    await ctx.db.contentMeasure.create({
      data: {
        contentKind: 'post',
        contentId: postId,
        act: 'hide',
        reason: 'Regeln',
        authorId: vera.accountId,
        startedBy: (await aSpeaker(ctx, { role: 'moderator' })).accountId,
        startedAt: ctx.now(),
      },
    })
    const found = await loadTopic(as(ctx, (await aSpeaker(ctx)).actor), { topicId, page: 1 })
    expect(found).toMatchObject({ posts: [{ body: null, drawn: null }] })
  })

  test('is made by the duty where it is missing or of other rules, and a page shows the text meanwhile', async () => {
    const { postId } = await aPost()
    await saveEntry(as(ctx, vera.actor), entry)
    for (const old of [null, { version: RULES - 1, html: '<p>alt</p>', words: 'alt' }, { seltsam: true }]) {
      expect(htmlOf(body, old as never)).toBe(drawn().html)
      await ctx.db.$executeRaw`UPDATE forum_post SET drawn = ${old && JSON.stringify(old)}::jsonb`
      await ctx.db.$executeRaw`UPDATE directory_entry SET drawn = NULL`
      expect(await drawStored(ctx)).toEqual({ textsDrawn: 2 })
      expect(await drawnOf(postId)).toEqual(drawn())
      expect(await drawStored(ctx)).toEqual({ textsDrawn: 0 })
    }
    expect(await ctx.db.directoryEntry.findFirstOrThrow()).toMatchObject({ drawn: drawn() })
  })

  test('is what the search of the forum shows a piece of', async () => {
    await aPost()
    const { hits } = await searchForum(as(ctx, vera.actor), { query: 'Dezember' })
    expect(hits[0]?.excerpt.replace(/[\u{E000}\u{E001}]/gu, '')).toContain('Für Erzieher*innen: 3. Dezember')
  })
})

describe('the limit of links', () => {
  const links = (count: number) => Array.from({ length: count }, (_, index) => `https://a.example/${index}`).join(' ')
  const { fresh, established } = postLimits.links
  /** In every way in which a link can be written. */
  const oneMore = [
    `${links(fresh)} www.a.example`,
    `${links(fresh)} [x](https:a.example)`,
    `${links(fresh)} info@a.example`,
    `${links(fresh)} [x](tel:+49361123)`,
    `${links(fresh)} \`https://a.example\``,
  ]
  const verbs: Record<string, (body: string) => Promise<{ outcome: string }>> = {
    'a topic': (text) =>
      startTopic(as(nextMinute(ctx), vera.actor), { categoryId, title: 'Titel', body: text, subscribe: false }),
    'the title of a topic': (text) =>
      startTopic(as(nextMinute(ctx), vera.actor), { categoryId, title: text, body: 'Text', subscribe: false }),
    'an answer': async (text) => {
      const { topicId } = await aTopic(ctx, { by: vera, categoryId })
      return reply(as(nextMinute(ctx), vera.actor), { topicId, body: text, subscribe: false })
    },
    'a changed post': async (text) => {
      const { postId } = await aTopic(ctx, { by: vera, categoryId })
      return editPost(as(ctx, vera.actor), { postId, body: text })
    },
    'a changed title': async (text) => {
      const { postId } = await aTopic(ctx, { by: vera, categoryId, body: 'Text' })
      return editPost(as(ctx, vera.actor), { postId, title: text, body: 'Text' })
    },
  }

  test.each(Object.entries(verbs))('holds for %s', async (_, write) => {
    expect((await write(links(fresh))).outcome).toMatch(/^(started|posted|edited)$/)
    expect(await write(links(fresh + 1))).toEqual({ outcome: 'too-many-links', limit: fresh })
  })

  test.each(oneMore)('counts every way to write one: %s', async (text) => {
    expect(await verbs['a topic']?.(text)).toEqual({ outcome: 'too-many-links', limit: fresh })
  })

  test('a path of the portal is none, and who takes links away or adds none is not held back', async () => {
    const { postId } = await aTopic(ctx, { by: vera, categoryId, body: `${links(fresh)} [Angebote](/angebote)` })
    await ctx.db.forumPost.update({ where: { id: postId }, data: { body: links(established) } })
    const edit = (text: string) => editPost(as(ctx, vera.actor), { postId, body: text })
    expect(await edit(`${links(established)} neu`)).toMatchObject({ outcome: 'edited' })
    expect(await edit(links(established - 1))).toMatchObject({ outcome: 'edited' })
    expect(await edit(links(established))).toMatchObject({ outcome: 'too-many-links' })
  })
})

describe('the title of a topic', () => {
  test('is written with its first post: a later change is marked, and the moderation sees the old one', async () => {
    const { postId, topicId } = await aTopic(ctx, { by: vera, categoryId, title: 'Alter Titel', body: 'Text' })
    const edit = (now: Date, title: string) => editPost(as(at(ctx, now), vera.actor), { postId, title, body: 'Text' })
    const { postedAt } = await ctx.db.forumPost.findUniqueOrThrow({ where: { id: postId } })
    const free = new Date(postedAt.getTime() + FREE_EDIT_PERIOD * 1000 - 1)
    const marked = new Date(postedAt.getTime() + FREE_EDIT_PERIOD * 1000)
    await edit(free, 'Neuer Titel')
    expect(await ctx.db.forumPost.findUniqueOrThrow({ where: { id: postId } })).toMatchObject({ editedAt: null })
    await edit(marked, 'Neuer Titel')
    expect(await ctx.db.forumRevision.count()).toBe(0)
    await edit(marked, 'Neuester Titel')
    expect(await ctx.db.forumPost.findUniqueOrThrow({ where: { id: postId } })).toMatchObject({ editedAt: marked })
    const moderator = await aSpeaker(ctx, { role: 'moderator' })
    expect(await postHistory(as(ctx, moderator.actor), postId)).toMatchObject([{ title: 'Neuer Titel', body: 'Text' }])
    expect(await ctx.db.forumTopic.findUniqueOrThrow({ where: { id: topicId } })).toMatchObject({
      title: 'Neuester Titel',
    })
  })
})
