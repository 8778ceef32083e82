import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { Client } from 'pg'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { suspendMember } from '@/lib/accounts/suspend-member'
import { type ContentRef } from '@/lib/content'
import { type PortalContext } from '@/lib/context'
import { mailHooks } from '@/lib/duties'
import { settings } from '@/lib/env'
import { eraseAccount } from '@/lib/erasure/erase-account'
import { blockSender, listBlocked, unblockSender } from '@/lib/messaging/block-sender'
import { countUnread } from '@/lib/messaging/count-unread'
import { describeMessage } from '@/lib/messaging/describe-message'
import { listConversations } from '@/lib/messaging/list-conversations'
import { saveNotification } from '@/lib/messaging/notification-setting'
import { queueDigests } from '@/lib/messaging/queue-digests'
import { MESSAGES_PER_PAGE, readConversation } from '@/lib/messaging/read-conversation'
import { newMessageSchema } from '@/lib/messaging/schema'
import { sendReply } from '@/lib/messaging/send-reply'
import { startConversation } from '@/lib/messaging/start-conversation'
import { aMember, type CastMember } from '../support/cast'
import { as, asSelf, at, TEST_NOW, testContext } from '../support/context'
import { emptyOutbox, expectQueueFits, readMail, sendMail } from '../support/outbox'

/** DS-08: members reach each other, and no address is ever seen. */
beforeEach(emptyOutbox)
afterEach(() => expectQueueFits(testContext()))

const HOUR = 3_600_000
const DAY = 24 * HOUR
const later = (ctx: PortalContext, ms: number) => at(ctx, new Date(ctx.now().getTime() + ms))
const self = (ctx: PortalContext, { accountId }: CastMember) =>
  as(ctx, { kind: 'member', accountId, role: 'member', sessionId: accountId })

/** Two members whom staff have verified long ago. */
async function twoMembers(ctx: PortalContext) {
  const registeredAt = new Date(TEST_NOW.getTime() - 100 * DAY)
  const company = { memberGroup: 'company', position: 'Personal', verified: true, registeredAt } as const
  const anna = await aMember(ctx, { ...company, givenName: 'Anna', surname: 'Adler', organisation: 'Adler GmbH' })
  const bert = await aMember(ctx, { ...company, givenName: 'Bert', surname: 'Bussard', organisation: 'Bussard AG' })
  return { anna, bert }
}

const offer: ContentRef = { kind: 'publication', id: '01930000-0000-7000-8000-00000000abcd' }
const words = { subject: 'Kurs im Januar', text: 'Guten Tag, ist noch ein Platz frei?' }

async function write(ctx: PortalContext, from: CastMember, to: CastMember, given: Partial<typeof words> = {}) {
  const result = await startConversation(self(ctx, from), {
    recipientId: to.accountId,
    content: offer,
    shownAs: 'Bussard AG',
    ...words,
    ...given,
  })
  if (result.outcome !== 'sent') throw new Error(`the message was not sent: ${result.outcome}`)
  return result.conversationId
}

describe('a message reaches the other member and shows no address', () => {
  test('the mail comes from the portal, with the text and a link to answer; no header and no part holds the address of the sender', async () => {
    const ctx = testContext()
    const { anna, bert } = await twoMembers(ctx)
    const id = await write(ctx, anna, bert)
    await sendMail(ctx, mailHooks)
    const [mail] = await readMail({ to: bert.email })
    expect(mail?.subject).toBe('Nachricht von Anna Adler, Adler GmbH: Kurs im Januar')
    expect(mail?.text).toContain(words.text)
    expect(mail?.text).toContain('Bitte antworten Sie nicht auf diese E-Mail')
    expect(mail?.links).toContain(`http://portal.test/nachrichten/${id}`)
    const raw = await rawMailTo(bert.email)
    expect(raw).toContain('From: Portal <portal@portal.test>')
    expect(raw).not.toMatch(/^Reply-To:/im)
    expect(raw).toMatch(/^Auto-Submitted: auto-generated$/m)
    expect(raw).toMatch(/^X-Auto-Response-Suppress: All$/m)
    expect(decoded(raw)).not.toContain(anna.email)
    expect(raw.match(/^To: .*$/m)?.[0]).toBe(`To: ${bert.email}`)
  })

  test('the answer goes the same way back, and the name of who answers is shown from then on', async () => {
    const ctx = testContext()
    const { anna, bert } = await twoMembers(ctx)
    const id = await write(ctx, anna, bert)
    const before = await readConversation(self(ctx, anna), { id })
    expect(before?.partner).toBe('Bussard AG')
    expect(await sendReply(self(later(ctx, HOUR), bert), { conversationId: id, text: 'Ja, gern.' })).toEqual({
      outcome: 'sent',
    })
    await sendMail(later(ctx, HOUR), mailHooks)
    expect(decoded(await rawMailTo(anna.email))).not.toContain(bert.email)
    const after = await readConversation(self(later(ctx, 2 * HOUR), anna), { id })
    expect(after?.partner).toBe('Bert Bussard, Bussard AG')
    expect(after?.messages.map(({ text, isOwn, isNew }) => [text, isOwn, isNew])).toEqual([
      [words.text, true, false],
      ['Ja, gern.', false, true],
    ])
  })

  test('what the pages are given holds no address of anybody', async () => {
    const ctx = testContext()
    const { anna, bert } = await twoMembers(ctx)
    const id = await write(ctx, anna, bert)
    await sendReply(self(ctx, bert), { conversationId: id, text: 'Ja' })
    for (const member of [anna, bert]) {
      const mine = self(ctx, member)
      const shown = JSON.stringify([
        await listConversations(mine),
        await readConversation(mine, { id }),
        await listBlocked(mine),
      ])
      expect(shown).not.toContain('@')
    }
    const audit = await ctx.db.auditEvent.findMany({ select: { details: true } })
    expect(JSON.stringify(audit)).not.toContain('@')
  })

  test('line breaks in a subject or a name add no header', async () => {
    const evil = 'Hallo\r\nBcc: opfer@beispiel.test\u2028X-Evil: 1'
    const { subject } = newMessageSchema.parse({ art: 'angebot', id: offer.id, subject: evil, text: 'x' })
    expect(subject).not.toMatch(/[\r\n\u2028]/)
    const ctx = testContext()
    const { anna, bert } = await twoMembers(ctx)
    await ctx.db.account.update({ where: { id: anna.accountId }, data: { surname: evil } })
    await write(ctx, anna, bert, { subject: evil })
    await sendMail(ctx, mailHooks)
    const [head] = (await rawMailTo(bert.email)).split('\r\n\r\n')
    expect(head).not.toMatch(/^(Bcc|X-Evil):/im)
  })

  test('the queue holds the number of the message, never its text', async () => {
    const ctx = testContext()
    const { anna, bert } = await twoMembers(ctx)
    await write(ctx, anna, bert)
    const queued = await ctx.db.outgoingMail.findMany({ where: { template: 'new-message' }, select: { props: true } })
    expect(queued).toHaveLength(1)
    expect(JSON.stringify(queued)).not.toContain('Platz')
  })
})

describe('who may write to whom', () => {
  test('only members whom staff have verified', async () => {
    const ctx = testContext()
    const { bert } = await twoMembers(ctx)
    const newcomer = await aMember(ctx)
    await expect(write(ctx, newcomer, bert)).rejects.toThrow('unverified')
  })

  test('nobody to themselves, to somebody who is suspended, or to somebody not verified: one neutral answer', async () => {
    const ctx = testContext()
    const { anna, bert } = await twoMembers(ctx)
    const newcomer = await aMember(ctx)
    const admin = await aMember(ctx, { role: 'admin' })
    const asAdmin = as(ctx, { kind: 'member', accountId: admin.accountId, role: 'admin', sessionId: admin.accountId })
    await suspendMember(asAdmin, { accountId: bert.accountId, reason: 'Prüfung' })
    for (const { accountId: recipientId } of [anna, bert, newcomer]) {
      const given = { recipientId, content: offer, shownAs: 'x', ...words }
      expect(await startConversation(self(ctx, anna), given)).toEqual({ outcome: 'unavailable' })
    }
  })

  test('a block works in both directions and in every conversation, and looks like any other reason', async () => {
    const ctx = testContext()
    const { anna, bert } = await twoMembers(ctx)
    const first = await write(ctx, anna, bert)
    const second = await write(later(ctx, HOUR), anna, bert, { subject: 'Noch etwas' })
    await blockSender(self(ctx, bert), { conversationId: first })
    const given = { content: offer, shownAs: 'x', ...words }
    const now = later(ctx, 2 * HOUR)
    for (const conversationId of [first, second]) {
      expect(await sendReply(self(now, anna), { conversationId, text: 'Hallo?' })).toEqual({ outcome: 'unavailable' })
      expect(await sendReply(self(now, bert), { conversationId, text: 'Nein' })).toEqual({ outcome: 'unavailable' })
    }
    for (const [from, to] of [
      [anna, bert],
      [bert, anna],
    ] as const) {
      expect(await startConversation(self(now, from), { ...given, recipientId: to.accountId })).toEqual({
        outcome: 'unavailable',
      })
    }
    expect(await readConversation(self(now, anna), { id: second })).toMatchObject({
      canReceive: false,
      hasBlocked: false,
    })
    expect(await readConversation(self(now, bert), { id: first })).toMatchObject({
      canReceive: false,
      hasBlocked: true,
    })
    expect(await listBlocked(self(now, bert))).toHaveLength(1)

    await unblockSender(self(now, bert), { conversationId: second })
    expect(await listBlocked(self(now, bert))).toEqual([])
    expect(await sendReply(self(now, anna), { conversationId: first, text: 'Danke' })).toEqual({ outcome: 'sent' })
  })

  test('a new member begins five conversations a day, later thirty; ten forms at once are counted one by one', async () => {
    const ctx = testContext()
    const { bert } = await twoMembers(ctx)
    const fresh = await aMember(ctx, { verified: true })
    const attempts = Array.from({ length: 10 }, (_, index) =>
      startConversation(self(ctx, fresh), {
        recipientId: bert.accountId,
        content: offer,
        shownAs: 'x',
        subject: `Frage ${index}`,
        text: `Text ${index}`,
      }),
    )
    const outcomes = (await Promise.all(attempts)).map(({ outcome }) => outcome)
    expect(outcomes.filter((outcome) => outcome === 'sent')).toHaveLength(5)
    expect(outcomes.filter((outcome) => outcome === 'too-many')).toHaveLength(5)
    const next = { recipientId: bert.accountId, content: offer, shownAs: 'x', subject: 'Neu', text: 'Neu' }
    expect(await startConversation(self(later(ctx, DAY - 1000), fresh), next)).toMatchObject({ outcome: 'too-many' })
    expect(await startConversation(self(later(ctx, DAY), fresh), next)).toMatchObject({ outcome: 'sent' })
    for (let index = 0; index < 6; index++) {
      await write(later(ctx, 15 * DAY), fresh, bert, { subject: `Später ${index}`, text: `Später ${index}` })
    }
  })

  test('a form that was sent twice is one message', async () => {
    const ctx = testContext()
    const { anna, bert } = await twoMembers(ctx)
    const id = await write(ctx, anna, bert)
    expect(await write(later(ctx, 10_000), anna, bert)).toBe(id)
    await sendReply(self(ctx, bert), { conversationId: id, text: 'Ja' })
    await sendReply(self(ctx, bert), { conversationId: id, text: 'Ja' })
    expect(await ctx.db.message.count()).toBe(2)
  })

  test('a conversation is open to the two it belongs to, and a message is described to them alone, to staff only once it was reported', async () => {
    const ctx = testContext()
    const { anna, bert } = await twoMembers(ctx)
    const stranger = await aMember(ctx, { verified: true })
    const admin = await aMember(ctx, { role: 'admin' })
    const id = await write(ctx, anna, bert)
    const { id: messageId } = await ctx.db.message.findFirstOrThrow({ select: { id: true } })
    expect(await readConversation(self(ctx, stranger), { id })).toBeUndefined()
    expect(await sendReply(self(ctx, stranger), { conversationId: id, text: 'x' })).toEqual({ outcome: 'unknown' })
    expect(await describeMessage(self(ctx, stranger), messageId)).toBeUndefined()
    const asAdmin = as(ctx, { kind: 'member', accountId: admin.accountId, role: 'admin', sessionId: admin.accountId })
    expect(await describeMessage(asAdmin, messageId)).toBeUndefined()
    expect(await describeMessage(ctx, messageId)).toBeUndefined()
    await ctx.db.moderationCase.create({
      data: { contentKind: 'message', contentId: messageId, authorId: anna.accountId, openedAt: TEST_NOW },
    })
    expect(await describeMessage(asAdmin, messageId)).toMatchObject({ text: words.text })
    expect(await describeMessage(self(ctx, stranger), messageId)).toBeUndefined()
    expect(await describeMessage(self(ctx, bert), messageId)).toMatchObject({
      text: words.text,
      author: 'Anna Adler, Adler GmbH',
    })
  })
})

describe('unread messages', () => {
  test('are counted, marked in the list, and read when the conversation is opened', async () => {
    const ctx = testContext()
    const { anna, bert } = await twoMembers(ctx)
    const id = await write(ctx, anna, bert)
    await sendReply(self(later(ctx, HOUR), anna), { conversationId: id, text: 'Oder im Februar?' })
    expect(await countUnread(asSelf(ctx, bert.accountId), bert.accountId)).toBe(2)
    expect(await countUnread(asSelf(ctx, bert.accountId), bert.accountId, { except: id })).toBe(0)
    expect(await countUnread(asSelf(ctx, anna.accountId), anna.accountId)).toBe(0)
    const { conversations } = await listConversations(self(ctx, bert))
    expect(conversations).toMatchObject([{ id, unread: 2, excerpt: 'Oder im Februar?', isOwn: false }])
    await readConversation(self(later(ctx, 2 * HOUR), bert), { id })
    expect(await countUnread(asSelf(ctx, bert.accountId), bert.accountId)).toBe(0)
  })

  test('a long conversation comes in pages, the newest first, each in the order of writing', async () => {
    const ctx = testContext()
    const { anna, bert } = await twoMembers(ctx)
    const id = await write(ctx, anna, bert)
    await ctx.db.message.createMany({
      data: Array.from({ length: MESSAGES_PER_PAGE + 4 }, (_, index) => ({
        conversationId: id,
        authorId: anna.accountId,
        recipientId: bert.accountId,
        text: `Nachricht ${index}`,
        sentAt: TEST_NOW,
      })),
    })
    const newest = await readConversation(self(ctx, bert), { id })
    expect(newest?.messages).toHaveLength(MESSAGES_PER_PAGE)
    expect(newest).toMatchObject({ hasOlder: true, hasNewer: false })
    const older = await readConversation(self(ctx, bert), { id, before: newest?.messages[0]?.id })
    expect(older?.messages).toHaveLength(5)
    expect(older).toMatchObject({ hasOlder: false, hasNewer: true })
    expect(older?.messages[0]?.text).toBe(words.text)
  })
})

test('list, conversation and counter need few statements, however much there is', async () => {
  const ctx = testContext()
  const { anna, bert } = await twoMembers(ctx)
  const id = await write(ctx, anna, bert)
  for (let index = 0; index < 8; index++) await write(ctx, anna, bert, { subject: `Frage ${index}` })
  const mine = self(later(ctx, HOUR), bert)
  const statements = vi.spyOn(Client.prototype, 'query')
  const countOf = async (work: Promise<unknown>) => {
    statements.mockClear()
    await work
    return statements.mock.calls.length
  }
  expect(await countOf(countUnread(mine, bert.accountId))).toBe(1)
  expect(await countOf(listConversations(mine))).toBeLessThanOrEqual(2)
  expect(await countOf(readConversation(mine, { id }))).toBeLessThanOrEqual(3)
  statements.mockRestore()
})

describe('mail about messages', () => {
  test('none for who wants none, none for what was read meanwhile', async () => {
    const ctx = testContext()
    const { anna, bert } = await twoMembers(ctx)
    await saveNotification(self(ctx, bert), { notify: 'none' })
    const id = await write(ctx, anna, bert)
    await sendReply(self(ctx, bert), { conversationId: id, text: 'Ja' })
    await readConversation(self(later(ctx, 1000), anna), { id })
    await sendMail(later(ctx, 2000), mailHooks)
    expect(await readMail({ to: bert.email })).toEqual([])
    expect((await readMail({ to: anna.email })).filter(({ subject }) => subject.startsWith('Nachricht'))).toEqual([])
    expect(await ctx.db.outgoingMail.count({ where: { template: 'new-message' } })).toBe(0)
  })

  test('once a day: who wrote and on what, one mail for each day in Berlin however often the duty runs, none without news', async () => {
    const ctx = testContext()
    const { anna, bert } = await twoMembers(ctx)
    await saveNotification(self(ctx, bert), { notify: 'daily' })
    await write(ctx, anna, bert)
    await write(later(ctx, HOUR), anna, bert, { subject: 'Noch etwas' })
    const morning = at(ctx, new Date('2026-11-24T05:30:00Z'))
    expect(await queueDigests(morning)).toEqual({ digestsQueued: 1 })
    expect(await queueDigests(later(morning, HOUR))).toEqual({ digestsQueued: 0 })
    await sendMail(morning, mailHooks)
    const mails = await readMail({ to: bert.email })
    const [mail] = mails.filter(({ subject }) => subject.includes('ungelesen'))
    expect(mail?.subject).toBe('Sie haben 2 ungelesene Nachrichten')
    expect(mail?.text).toContain('Anna Adler, Adler GmbH: Kurs im Januar')
    expect(mail?.text).not.toContain('Platz')
    expect(decoded(await rawMailTo(bert.email))).not.toContain(anna.email)
    expect(await queueDigests(later(morning, DAY))).toEqual({ digestsQueued: 0 })
    await write(later(morning, DAY), anna, bert, { subject: 'Drittes' })
    expect(await queueDigests(later(morning, 2 * DAY))).toEqual({ digestsQueued: 1 })
  })
})

describe('an erased member', () => {
  test('leaves neutral remarks; the words of the other one stay, with their mails unsent', async () => {
    const ctx = testContext()
    const { anna, bert } = await twoMembers(ctx)
    const id = await write(ctx, anna, bert)
    await sendReply(self(later(ctx, HOUR), bert), { conversationId: id, text: 'Antwort von Bert' })
    await sendReply(self(later(ctx, 2 * HOUR), anna), { conversationId: id, text: 'Geheimes von Anna' })
    await eraseAccount(later(ctx, 3 * HOUR), { accountId: anna.accountId, reason: 'self' })
    const seen = await readConversation(self(later(ctx, 4 * HOUR), bert), { id })
    expect(seen).toMatchObject({ subject: null, partner: null, canReceive: false })
    expect(seen?.messages.map(({ text }) => text)).toEqual([null, 'Antwort von Bert', null])
    expect(await countUnread(asSelf(ctx, bert.accountId), bert.accountId)).toBe(0)
    await sendMail(later(ctx, 4 * HOUR), mailHooks)
    const got = (await readMail({ to: bert.email })).map(({ text }) => text).join('\n')
    expect(got).not.toContain('Geheimes')
    expect(got).not.toContain('Adler')
    expect(await sendReply(self(ctx, bert), { conversationId: id, text: 'Hallo?' })).toEqual({ outcome: 'unavailable' })
  })

  test('when the second of the two is erased, the conversation is gone, also when both go at once', async () => {
    const ctx = testContext()
    const { anna, bert } = await twoMembers(ctx)
    await write(ctx, anna, bert)
    await eraseAccount(ctx, { accountId: anna.accountId, reason: 'self' })
    expect(await ctx.db.conversation.count()).toBe(1)
    await eraseAccount(ctx, { accountId: bert.accountId, reason: 'self' })
    expect(await ctx.db.conversation.count()).toBe(0)
    expect(await ctx.db.message.count()).toBe(0)

    const again = await twoMembers(ctx)
    await write(ctx, again.anna, again.bert)
    await Promise.all([again.anna, again.bert].map(({ accountId }) => eraseAccount(ctx, { accountId, reason: 'self' })))
    expect(await ctx.db.conversation.count()).toBe(0)
  })

  test('somebody whom a legal hold seals looks the same as long as it lasts (DS-10)', async () => {
    const ctx = testContext()
    const { anna, bert } = await twoMembers(ctx)
    const id = await write(ctx, anna, bert)
    await ctx.db.legalHold.create({ data: { accountId: anna.accountId, reason: 'Rechtsstreit' } })
    expect(await countUnread(asSelf(ctx, bert.accountId), bert.accountId)).toBe(0)
    const { conversations } = await listConversations(self(ctx, bert))
    expect(conversations).toMatchObject([{ partner: null, subject: null, excerpt: null, unread: 0 }])
    const seen = await readConversation(self(ctx, bert), { id })
    expect(seen).toMatchObject({ partner: null, subject: null, canReceive: false })
    expect(seen?.messages.map(({ text }) => text)).toEqual([null])
    await sendMail(ctx, mailHooks)
    expect((await readMail({ to: bert.email })).map(({ text }) => text).join()).not.toContain('Platz')
  })
})

test('what the moderation has hidden, the other one no longer reads; its author still does (DS-07)', async () => {
  const ctx = testContext()
  const { anna, bert } = await twoMembers(ctx)
  const id = await write(ctx, anna, bert)
  const { id: contentId } = await ctx.db.message.findFirstOrThrow({ select: { id: true } })
  await ctx.db.contentMeasure.create({
    data: { contentKind: 'message', contentId, act: 'hide', startedAt: TEST_NOW, startedBy: anna.accountId },
  })
  const messages = async (member: CastMember) => (await readConversation(self(ctx, member), { id }))?.messages
  expect(await messages(bert)).toMatchObject([{ text: null, isHidden: true }])
  expect(await messages(anna)).toMatchObject([{ text: words.text, isHidden: true }])
})

/** The newest message to this address, as its bytes left the portal. */
async function rawMailTo(address: string): Promise<string> {
  const folder = path.join(settings().dataDir, 'outbox')
  const names = (await readdir(folder))
    .filter((name) => name.endsWith('.eml'))
    .sort()
    .reverse()
  for (const name of names) {
    const raw = await readFile(path.join(folder, name), 'utf8')
    if (raw.includes(`To: ${address}`)) return raw
  }
  throw new Error('no mail to this address')
}

/** Quoted-printable undone, so that an address cannot hide in a soft line break. */
function decoded(raw: string): string {
  return raw
    .replace(/=\r?\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
}
