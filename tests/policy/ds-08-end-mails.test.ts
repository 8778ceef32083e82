import { readFileSync } from 'node:fs'
import { beforeEach, describe, expect, test } from 'vitest'
import { GET, POST } from '@/app/api/abmelden/route'
import { type PortalContext } from '@/lib/context'
import { mailHooks } from '@/lib/duties'
import { describeEnding, endMails, readEndLink } from '@/lib/end-mails'
import { settings } from '@/lib/env'
import { readOldEndLink } from '@/lib/forum/old-end-link'
import { sendDigests } from '@/lib/forum/send-digests'
import { chooseMails, mailChoiceOf, ownSubscriptions } from '@/lib/forum/settings'
import { subscribe, unsubscribe } from '@/lib/forum/subscribe'
import { endQuery } from '@/lib/mail/end-link'
import { outboxFolder } from '@/lib/mail/outbox-transport'
import { readNotification, saveNotification } from '@/lib/messaging/notification-setting'
import { queueDigests } from '@/lib/messaging/queue-digests'
import { startConversation } from '@/lib/messaging/start-conversation'
import { keyedHash } from '@/lib/secret-ring'
import { as, at, testContext } from '../support/context'
import { aCategory, anAnswer, aSpeaker, aTopic, type Speaker } from '../support/forum'
import { emptyOutbox, readMail, sendMail } from '../support/outbox'

/**
 * Mails that their reader can end (DS-08; RFC 2369, 2919, 8058): the link names account and subject, does what it says, and says what it did,
 * however old it is; one click in the mail program does the same.
 */
const DAY = 86_400_000
let ctx: PortalContext
let vera: Speaker
let omar: Speaker
let categoryId: string

beforeEach(async () => {
  ctx = testContext()
  await emptyOutbox()
  categoryId = await aCategory(ctx)
  vera = await aSpeaker(ctx, { givenName: 'Vera', surname: 'Lindner', email: 'vera@beispiel.test' })
  omar = await aSpeaker(ctx, { givenName: 'Omar', surname: 'Haddad', email: 'omar@beispiel.test' })
})

const tomorrow = () => at(ctx, new Date(ctx.now().getTime() + DAY))
const own = () => as(ctx, vera.actor)

/** The newest mail to Vera: its fields, and the query of its link. */
async function newestMail(): Promise<{ fields: string; query: Record<string, string>; text: string }> {
  await sendMail(tomorrow(), mailHooks)
  const [mail] = await readMail({ to: 'vera@beispiel.test' })
  const raw = readFileSync(`${outboxFolder(settings().dataDir)}/${mail?.name}.eml`, 'utf8')
  const link = mail?.links.find((url) => url.startsWith('http://portal.test/abmelden?'))
  return {
    fields: raw.slice(0, raw.indexOf('\r\n\r\n')).replace(/\r\n[ \t]+/g, ' '),
    query: Object.fromEntries(new URL(link ?? '').searchParams),
    text: mail?.text ?? '',
  }
}

const kinds: Record<
  string,
  { make: () => Promise<unknown>; what: string; isEnded: () => Promise<boolean>; list: boolean }
> = {
  topic: {
    make: async () => {
      const { topicId } = await aTopic(ctx, { by: vera, categoryId, title: 'Wer fördert?', subscribe: true })
      await anAnswer(ctx, { by: omar, topicId })
    },
    what: 'das Thema „Wer fördert?“',
    isEnded: async () => (await ownSubscriptions(own())).length === 0,
    list: true,
  },
  category: {
    make: async () => {
      await subscribe(own(), { kind: 'category', id: categoryId })
      await aTopic(ctx, { by: omar, categoryId })
    },
    what: 'die Kategorie „Förderung“',
    isEnded: async () => (await ownSubscriptions(own())).length === 0,
    list: true,
  },
  'overview of the forum': {
    make: async () => {
      await subscribe(own(), { kind: 'category', id: categoryId })
      await chooseMails(own(), { mails: 'daily' })
      await aTopic(ctx, { by: omar, categoryId })
      await sendDigests(tomorrow())
    },
    what: 'alles, was im Forum abonniert ist',
    isEnded: async () => (await mailChoiceOf(own())) === 'none',
    list: true,
  },
  message: {
    make: () => aMessage(),
    what: 'neue Nachrichten',
    isEnded: async () => (await readNotification(own())).notify === 'none',
    list: false,
  },
  'overview of messages': {
    make: async () => {
      await saveNotification(own(), { notify: 'daily' })
      await aMessage()
      await queueDigests(tomorrow())
    },
    what: 'neue Nachrichten',
    isEnded: async () => (await readNotification(own())).notify === 'none',
    list: false,
  },
}

function aMessage() {
  return startConversation(as(ctx, omar.actor), {
    recipientId: vera.accountId,
    content: { kind: 'publication', id: '01930000-0000-7000-8000-00000000abcd' },
    shownAs: 'Vera Lindner',
    subject: 'Kurs',
    text: 'Noch Platz?',
  })
}

const click = (query: Record<string, string>, body = 'List-Unsubscribe=One-Click') =>
  POST(new Request(`http://portal.test/api/abmelden?${new URLSearchParams(query)}`, { method: 'POST', body }))

describe.each(Object.entries(kinds))('a mail about a %s', (_, { make, what, isEnded, list }) => {
  test('names in its fields what one click ends, and that ends it', async () => {
    await make()
    const { fields, query } = await newestMail()
    const url = /^List-Unsubscribe: <([^>]+)>$/m.exec(fields)?.[1] ?? ''
    expect(url.split('?')[0]).toBe('http://portal.test/api/abmelden')
    expect(Object.fromEntries(new URL(url).searchParams)).toEqual(query)
    expect(fields).toMatch(/^List-Unsubscribe-Post: List-Unsubscribe=One-Click$/m)
    expect(/^List-Id: <forum\.portal\.test>$/im.test(fields)).toBe(list)
    expect((await click(query, 'x=y')).status).toBe(400)
    expect((await click({ ...query, token: `${query.token}x` })).status).toBe(404)
    expect(await isEnded()).toBe(false)
    expect((await click(query)).status).toBe(200)
    expect(await isEnded()).toBe(true)
    expect((await click(query)).status).toBe(200)
  })

  test('has a page that says whose mails it ends, and which, and what it did', async () => {
    await make()
    const link = readEndLink((await newestMail()).query)
    if (!link) throw new Error('no link')
    expect(await describeEnding(ctx, link)).toEqual({ account: 'v…@beispiel.test', what })
    expect(await isEnded()).toBe(false)
    expect(await endMails(ctx, link)).toMatchObject({ outcome: 'ended', what })
    expect(await isEnded()).toBe(true)
    expect(await endMails(ctx, link)).toMatchObject({ outcome: 'already-ended', what })
  })
})

test('after subscribing again the old link ends what there is now', async () => {
  const { topicId } = await aTopic(ctx, { by: vera, categoryId, subscribe: true })
  await anAnswer(ctx, { by: omar, topicId })
  const { query } = await newestMail()
  await unsubscribe(own(), { kind: 'topic', id: topicId })
  await subscribe(own(), { kind: 'topic', id: topicId })
  await click(query)
  expect(await ownSubscriptions(own())).toEqual([])
})

test('a link ends nothing of anybody else, and no other kind', async () => {
  await kinds.topic?.make()
  const { query } = await newestMail()
  for (const forged of [
    { ...query, konto: omar.accountId },
    { ...query, art: 'messages' },
    { ...query, art: 'forum' },
    { ...query, id: categoryId },
    { ...query, art: 'category', id: categoryId },
  ]) {
    expect(readEndLink(forged)).toBeUndefined()
    expect((await click(forged)).status).toBe(404)
  }
  expect(await ownSubscriptions(own())).toHaveLength(1)
})

test('a topic that is gone or hidden is not named; without an account nothing is said to be ended', async () => {
  const { topicId } = await aTopic(ctx, { by: vera, categoryId, title: 'Geheim', subscribe: true })
  await anAnswer(ctx, { by: omar, topicId })
  const { query } = await newestMail()
  const link = readEndLink(query)
  if (!link) throw new Error('no link')
  await ctx.db.forumTopic.update({ where: { id: topicId }, data: { title: null } })
  expect(await describeEnding(ctx, link)).toMatchObject({ what: 'ein Thema, das es nicht mehr gibt' })
  const strange = Object.fromEntries(new URLSearchParams(endQuery(crypto.randomUUID(), { kind: 'messages' })))
  const nobody = readEndLink(strange)
  if (!nobody) throw new Error('no link')
  expect([await describeEnding(ctx, nobody), await endMails(ctx, nobody)]).toEqual([undefined, { outcome: 'unknown' }])
  expect((await click(strange)).status).toBe(410)
})

test('opening the address of the one click leads to the page and changes nothing', async () => {
  await kinds.message?.make()
  const { query } = await newestMail()
  const answer = GET(new Request(`http://portal.test/api/abmelden?${new URLSearchParams(query)}`))
  expect([answer.status, answer.headers.get('location')]).toEqual([303, `/abmelden?${new URLSearchParams(query)}`])
  expect((await readNotification(own())).notify).toBe('at-once')
})

test('links of earlier releases lead to what their row was about, or say that it is gone', async () => {
  const { topicId } = await aTopic(ctx, { by: vera, categoryId, subscribe: true })
  const { id } = await ctx.db.forumSubscription.findFirstOrThrow()
  const token = keyedHash('forum-unsubscribe', id)
  expect(await readOldEndLink(ctx, { id, token })).toEqual({
    outcome: 'found',
    account: vera.accountId,
    ending: { kind: 'topic', id: topicId },
  })
  await unsubscribe(own(), { kind: 'topic', id: topicId })
  expect(await readOldEndLink(ctx, { id, token })).toEqual({ outcome: 'gone' })
  expect(await readOldEndLink(ctx, { id, token: 'x' })).toEqual({ outcome: 'unknown' })
  await chooseMails(own(), { mails: 'daily' })
  const setting = await ctx.db.forumSetting.findUniqueOrThrow({ where: { accountId: vera.accountId } })
  expect(
    await readOldEndLink(ctx, { id: setting.id, token: keyedHash('forum-unsubscribe', setting.id) }),
  ).toMatchObject({
    ending: { kind: 'forum' },
  })
})

test('letters that end nothing say nothing about it', async () => {
  await sendMail(tomorrow(), mailHooks)
  const [mail] = await readMail({ to: 'vera@beispiel.test' })
  const raw = readFileSync(`${outboxFolder(settings().dataDir)}/${mail?.name}.eml`, 'utf8')
  expect(raw).not.toMatch(/^List-/m)
})

test('a query is a link only as the portal writes it', () => {
  const query = Object.fromEntries(new URLSearchParams(endQuery(vera.accountId, { kind: 'messages' })))
  expect(readEndLink(query)).toMatchObject({ kind: 'messages', account: vera.accountId })
  for (const wrong of [
    {},
    { ...query, id: categoryId },
    { ...query, konto: 'x' },
    { ...query, art: 'all' },
    { ...query, token: '' },
  ])
    expect(readEndLink(wrong)).toBeUndefined()
})
