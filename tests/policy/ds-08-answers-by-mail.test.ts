import { readFileSync } from 'node:fs'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { type PortalContext } from '@/lib/context'
import { mailHooks } from '@/lib/duties'
import { settings } from '@/lib/env'
import { stopReadingMail } from '@/lib/inbound/read-mail'
import { receiveMail } from '@/lib/inbound/receive-mail'
import { readReplyDraft, sendReplyDraft } from '@/lib/inbound/reply-draft'
import { outboxFolder } from '@/lib/mail/outbox-transport'
import { tidyInbound } from '@/lib/mail/tidy-inbound'
import { blockSender } from '@/lib/messaging/block-sender'
import { MESSAGE_LENGTH, MESSAGES_PER_HOUR } from '@/lib/messaging/limits'
import { saveNotification } from '@/lib/messaging/notification-setting'
import { startConversation } from '@/lib/messaging/start-conversation'
import { makeReturnKey } from '@/lib/return-keys'
import { replySamples } from '../inbound/reply-samples'
import { as, at, testContext } from '../support/context'
import { aCategory, anAnswer, aSpeaker, aTopic, nextMinute, type Speaker } from '../support/forum'
import { emptyOutbox, type ReadMail, readMail, sendMail } from '../support/outbox'

/**
 * Whoever answers a mail of the portal has answered (DS-08), if the own receiver says that it was them. What is said about it in the mail, the
 * address for the answer, and the choice of the member are one thing.
 */
const PASS = 'mx.portal.test; dmarc=pass header.from=beispiel.test'
let ctx: PortalContext
let vera: Speaker & { email: string }
let omar: Speaker & { email: string }

beforeEach(async () => {
  const made = testContext()
  ctx = { ...made, mail: { ...made.mail, replyPattern: 'portal+%{key}@portal.test', authservIds: ['mx.portal.test'] } }
  await emptyOutbox()
  vera = {
    ...(await aSpeaker(ctx, { givenName: 'Vera', surname: 'Lindner', email: 'vera@beispiel.test' })),
    email: 'vera@beispiel.test',
  }
  omar = {
    ...(await aSpeaker(ctx, { givenName: 'Omar', surname: 'Haddad', email: 'omar@beispiel.test' })),
    email: 'omar@beispiel.test',
  }
})
afterAll(stopReadingMail)

const DAY = 86_400_000
const WORDS = 'Ist im Kurs im Januar noch ein Platz für unsere neue Kollegin frei?'

async function aMessage(): Promise<{ mail: ReadMail; conversationId: string }> {
  const sent = await startConversation(as(ctx, omar.actor), {
    recipientId: vera.accountId,
    content: { kind: 'publication', id: '01930000-0000-7000-8000-00000000abcd' },
    shownAs: 'Vera Lindner',
    subject: 'Kurs im Januar',
    text: WORDS,
  })
  if (sent.outcome !== 'sent') throw new Error(sent.outcome)
  await sendMail(ctx, mailHooks)
  return { mail: await newestMail('vera@beispiel.test'), conversationId: sent.conversationId }
}

async function aPost(): Promise<{ mail: ReadMail; topicId: string }> {
  const { topicId } = await aTopic(ctx, { by: vera, categoryId: await aCategory(ctx), subscribe: true })
  await anAnswer(ctx, { by: omar, topicId, body: WORDS })
  await sendMail(at(ctx, new Date(ctx.now().getTime() + DAY / 2)), mailHooks)
  return { mail: await newestMail('vera@beispiel.test'), topicId }
}

async function newestMail(to: string): Promise<ReadMail> {
  const [mail] = await readMail({ to })
  if (!mail) throw new Error(`no mail to ${to}`)
  return mail
}

const fieldsOf = ({ name }: ReadMail) =>
  readFileSync(`${outboxFolder(settings().dataDir)}/${name}.eml`, 'utf8').replace(/\r\n[ \t]+/g, ' ')
const replyTo = (mail: ReadMail) => /^Reply-To: ([^\r\n]+)/im.exec(fieldsOf(mail))?.[1]

type Given = { text?: string; from?: string; results?: string; fields?: string[]; to?: string; body?: string }

function anAnswerBy(
  mail: ReadMail,
  { text = 'Ja, gern.', from = vera.email, results = PASS, fields = [], ...given }: Given = {},
) {
  const head = [
    ...(results ? [`Authentication-Results: ${results}`] : []),
    `From: Vera Lindner <${from}>`,
    `To: ${given.to ?? replyTo(mail)}`,
    `Subject: Re: ${mail.subject}`,
    ...fields,
  ]
  const body = given.body ?? `Content-Type: text/plain; charset=utf-8\r\n\r\n${text}`
  return Buffer.from(`${head.join('\r\n')}\r\n${body}`)
}

const later = () => nextMinute(at(ctx, new Date(ctx.now().getTime() + DAY / 2)))
function receive(raw: Uint8Array, then = later()) {
  return receiveMail(then, { raw, envelope: {}, receivedAt: then.now(), way: 'imap' }, mailHooks)
}
const answers = async () =>
  (await ctx.db.message.findMany({ where: { authorId: vera.accountId }, orderBy: { id: 'asc' } })).map(
    ({ text }) => text,
  )
const posts = async () =>
  (
    await ctx.db.forumPost.findMany({ where: { authorId: vera.accountId, number: { gt: 1 } }, orderBy: { id: 'asc' } })
  ).map(({ body }) => body)
const lastRule = async () => (await ctx.db.inboundMail.findFirstOrThrow({ orderBy: { id: 'desc' } })).rule
const queued = (template: string) => ctx.db.outgoingMail.count({ where: { template, accountId: vera.accountId } })

describe('an answer of its author', () => {
  test('to a message stands in the conversation, and its sender is told', async () => {
    const { mail, conversationId } = await aMessage()
    expect(mail.text).toContain('einfach auf diese E-Mail antworten')
    expect(mail.text).not.toContain('antworten Sie nicht')
    const quoted = mail.text
      .split('\n')
      .map((line) => `> ${line}`)
      .join('\n')
    const raw = anAnswerBy(mail, { text: `Ja, gern.\n\nAm 23.11.26 um 13:00 schrieb Portal:\n${quoted}` })
    expect(await receive(raw)).toMatchObject({ outcome: 'recorded', class: 'reply' })
    expect(await answers()).toEqual(['Ja, gern.'])
    expect(await ctx.db.message.findFirst({ where: { authorId: vera.accountId } })).toMatchObject({ conversationId })
    expect(await ctx.db.inboundMail.findFirst()).toMatchObject({
      rule: 'reply-posted',
      accountId: vera.accountId,
      sender: null,
      text: null,
      dueOn: null,
    })
    await sendMail(later(), mailHooks)
    expect((await newestMail('omar@beispiel.test')).text).toContain('> Ja, gern.')
  })

  test('to a mail of the forum stands in its topic, and the next mail about it may come', async () => {
    const { mail, topicId } = await aPost()
    expect(await receive(anAnswerBy(mail))).toMatchObject({ class: 'reply' })
    expect(await posts()).toEqual(['Ja, gern.'])
    await anAnswer(at(ctx, new Date(ctx.now().getTime() + DAY)), { by: omar, topicId, body: 'Danke.' })
    await sendMail(at(ctx, new Date(ctx.now().getTime() + 2 * DAY)), mailHooks)
    expect((await newestMail('vera@beispiel.test')).text).toContain('> Danke.')
  })

  test('twice the same mail is one answer, also at the same moment', async () => {
    const { mail } = await aMessage()
    const raw = anAnswerBy(mail)
    const outcomes = await Promise.all([receive(raw), receive(raw), receive(raw)])
    expect(outcomes.filter(({ outcome }) => outcome === 'recorded')).toHaveLength(1)
    expect(await receive(Buffer.concat([Buffer.from('Received: from a by b\r\n'), raw]))).toEqual({
      outcome: 'duplicate',
    })
    expect(await answers()).toHaveLength(1)
  })

  test('of every program becomes its words, and nothing else', async () => {
    const { mail } = await aPost()
    const key = replyTo(mail) ?? ''
    const programs = replySamples.filter(({ name }) => !name.startsWith('a false'))
    for (const [n, { name, text, words }] of programs.entries()) {
      const before = (await posts()).length
      const then = at(ctx, new Date(ctx.now().getTime() + (n + 2) * DAY))
      await receive(anAnswerBy(mail, { text: text.replaceAll(/portal\+\w+@portal\.example/g, key) }), then)
      expect([name, ...(await posts()).slice(before)]).toEqual([name, ...(words ? [words] : [])])
    }
    const all = (await posts()).join('\n')
    expect(all).not.toMatch(/@|schrieb|Von:|[bcmr][a-z2-7]{49}/)
  }, 60_000)

  test('without what was attached, and says so', async () => {
    const { mail } = await aMessage()
    const part = (type: string, name: string) =>
      `--b\r\nContent-Type: ${type}; name=${name}\r\nContent-Disposition: attachment; filename=${name}\r\n\r\nGeheim\r\n`
    const body = `Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nIm Anhang.\r\n${part('text/csv', 'a.csv')}${part('application/pdf', 'b.pdf')}--b--`
    const logo = `--b\r\nContent-Type: image/png; name=logo.png\r\nContent-Disposition: inline; filename=logo.png\r\n\r\nx\r\n`
    await receive(anAnswerBy(mail, { body: body.replace('--b--', `${logo}--b--`) }))
    expect(await answers()).toEqual(['Im Anhang.'])
    await sendMail(later(), mailHooks)
    expect((await newestMail('vera@beispiel.test')).text).toContain('2 Anhänge wurden nicht übernommen')
  })
})

describe('the sentence, the address and the choice are one', () => {
  const silent = (mail: ReadMail) => {
    const { text } = mail
    expect(fieldsOf(mail)).not.toMatch(/^Reply-To:/im)
    expect(text).toContain('Bitte antworten Sie nicht auf diese E-Mail')
    expect(text).not.toMatch(/über dieser Zeile|einfach auf diese E-Mail antworten/)
  }

  test('no way in, no way back', async () => {
    ctx = testContext()
    silent((await aMessage()).mail)
    silent((await aPost()).mail)
  })

  test('who wants to answer in the portal only gets no address for answers; one to an older mail goes to staff', async () => {
    const { mail } = await aMessage()
    await saveNotification(as(ctx, vera.actor), { notify: 'at-once', answers: false })
    silent((await aPost()).mail)
    expect(await receive(anAnswerBy(mail))).toMatchObject({ class: 'reply' })
    expect(await answers()).toEqual([])
    expect(await ctx.db.inboundMail.findFirst({ where: { class: 'reply' } })).toMatchObject({
      rule: 'reply-key',
      settledAt: null,
    })
  })
})

describe('who is not proven', () => {
  test.each<[string, Given]>([
    ['another sender', { from: 'omar@beispiel.test' }],
    ['no word of the receiver', { results: '' }],
    ['a fail', { results: 'mx.portal.test; dmarc=fail' }],
    ['none', { results: 'mx.portal.test; dmarc=none' }],
    ['the word of another receiver', { results: 'mx.evil.test; dmarc=pass header.from=beispiel.test' }],
    ['a pass for another domain', { results: 'mx.portal.test; dmarc=pass header.from=evil.test' }],
    ['a second From', { fields: ['From: evil@evil.test'] }],
    [
      'two fields of the receiver, the forged one below',
      { results: 'mx.portal.test; none', fields: [`Authentication-Results: ${PASS}`] },
    ],
  ])('%s: a draft and a mail to the stored address, never a post', async (_, given) => {
    const { mail } = await aPost()
    const raw = anAnswerBy(mail, given)
    await emptyOutbox()
    await receive(raw)
    expect(await posts()).toEqual([])
    const hasSender = !given.fields?.some((field) => field.startsWith('From'))
    if (!hasSender) return expect(await ctx.db.inboundMail.findFirst()).toMatchObject({ class: 'unclear' })
    expect(await lastRule()).toBe('reply-waits')
    await sendMail(later(), mailHooks)
    expect((await readMail()).map(({ to }) => to)).toEqual(['vera@beispiel.test'])
    const asked = await newestMail('vera@beispiel.test')
    expect(asked.subject).toBe('Soll diese Antwort im Portal erscheinen?')
    expect(asked.text).toContain('> Ja, gern.')
    const query = new URL(asked.links.find((url) => url.includes('antwort-absenden')) ?? '').searchParams
    const link = { id: query.get('id') ?? '', token: query.get('token') ?? '' }
    expect(await readReplyDraft(ctx, { ...link, token: `${link.token}x` })).toBeUndefined()
    expect(await sendReplyDraft(later(), { ...link, token: 'x' })).toEqual({ outcome: 'gone' })
    expect(await readReplyDraft(ctx, link)).toMatchObject({ place: 'post', reason: 'unproven', text: 'Ja, gern.' })
    expect(await sendReplyDraft(later(), link)).toMatchObject({ outcome: 'sent' })
    expect(await sendReplyDraft(later(), link)).toEqual({ outcome: 'gone' })
    expect(await posts()).toEqual(['Ja, gern.'])
  })

  test('without a name of the own receiver every answer waits', async () => {
    ctx = { ...ctx, mail: { ...ctx.mail, authservIds: [] } }
    await receive(anAnswerBy((await aMessage()).mail))
    expect([await lastRule(), await answers()]).toEqual(['reply-waits', []])
  })

  test('what waits is forgotten after seven days, and its link with it', async () => {
    const { mail } = await aMessage()
    await receive(anAnswerBy(mail, { results: '' }), ctx)
    const draft = () => ctx.db.replyDraft.count()
    await tidyInbound(at(ctx, new Date(ctx.now().getTime() + 7 * DAY)))
    expect(await draft()).toBe(1)
    await tidyInbound(at(ctx, new Date(ctx.now().getTime() + 7 * DAY + 1)))
    expect(await draft()).toBe(0)
  })

  test('whoever has a key writes no flood of mails with it', async () => {
    const { mail } = await aMessage()
    for (let n = 0; n < 14; n += 1) await receive(anAnswerBy(mail, { from: 'x@evil.test', text: `Werbung ${n}` }), ctx)
    expect([await queued('reply-waits'), await ctx.db.replyDraft.count()]).toEqual([10, 10])
    for (let n = 0; n < 14; n += 1)
      await receive(anAnswerBy(mail, { from: 'x@evil.test', text: '', fields: [`X: ${n}`, `Date: ${n}`] }), ctx)
    expect(await queued('reply-not-taken')).toBe(10)
  })
})

describe('what an answer may not be', () => {
  test.each([
    ['Auto-Submitted: auto-replied'],
    ['X-Autoreply: yes'],
    ['Precedence: auto_reply'],
    ['List-Id: <x.y>'],
    ['Content-Type: multipart/report; report-type=disposition-notification; boundary=x'],
  ])('automatic: %s', async (field) => {
    const { mail } = await aPost()
    await receive(anAnswerBy(mail, { fields: [field] }))
    expect([await posts(), await queued('reply-waits'), await queued('reply-not-taken')]).toEqual([[], 0, 0])
  })

  test.each([
    ['holds an address', 'Schreiben Sie an tobias@firma.example', 'address'],
    ['repeats words of somebody else', `Ja.\n${WORDS}`, 'others-words'],
  ])('one that %s waits for a look of its author', async (_, text, reason) => {
    await receive(anAnswerBy((await aPost()).mail, { text }))
    expect(await posts()).toEqual([])
    expect(await ctx.db.replyDraft.findFirst()).toMatchObject({ reason })
  })

  test.each<[string, (mail: ReadMail) => string, string]>([
    ['holds a key', (mail) => `Ja ${replyTo(mail)}`, 'holds-key'],
    ['is empty', () => '\n\n-- \nVera', 'empty'],
    ['is too long', () => 'x'.repeat(MESSAGE_LENGTH + 1), 'too-long'],
  ])('one that %s is not taken, and its author is told', async (_, text, reason) => {
    const { mail } = await aMessage()
    await receive(anAnswerBy(mail, { text: text(mail) }))
    expect([await answers(), await ctx.db.replyDraft.count()]).toEqual([[], 0])
    const told = await ctx.db.outgoingMail.findFirstOrThrow({ where: { template: 'reply-not-taken' } })
    expect(told.props).toMatchObject({ reason })
  })

  test('one with a key of another kind, a made-up or a forgotten one goes to staff', async () => {
    const { mail } = await aMessage()
    const { id } = await ctx.db.outgoingMail.findFirstOrThrow({ where: { template: 'new-message' } })
    const made = makeReturnKey({ kind: 'reply', id })
    for (const key of [makeReturnKey({ kind: 'bounce', id }), `${made.slice(0, -1)}${made.endsWith('a') ? 'b' : 'a'}`])
      await receive(anAnswerBy(mail, { to: `portal+${key}@portal.test` }))
    await ctx.db.outgoingMail.deleteMany()
    await receive(anAnswerBy(mail))
    expect(await answers()).toEqual([])
    expect(await ctx.db.inboundMail.count({ where: { settledAt: null, dueOn: { not: null } } })).toBe(3)
  })

  test('a mail that nobody can answer has no key that posts', async () => {
    await aMessage()
    const { id } = await ctx.db.outgoingMail.findFirstOrThrow({
      where: { template: { not: 'new-message' }, accountId: vera.accountId },
    })
    const mail = await newestMail('vera@beispiel.test')
    await receive(anAnswerBy(mail, { to: `portal+${makeReturnKey({ kind: 'reply', id })}@portal.test` }))
    expect(await answers()).toEqual([])
  })
})

describe('the limits of the form are those of the mail', () => {
  const refused = async (mail: ReadMail, reason: string) => {
    await receive(anAnswerBy(mail))
    expect([await answers(), await posts()]).toEqual([[], []])
    const told = await ctx.db.outgoingMail.findFirst({ where: { template: 'reply-not-taken' } })
    expect(told?.props).toMatchObject({ reason })
  }

  test('a block', async () => {
    const { mail, conversationId } = await aMessage()
    await blockSender(as(ctx, omar.actor), { conversationId })
    await refused(mail, 'unavailable')
  })

  test('a locked topic', async () => {
    const { mail, topicId } = await aPost()
    await ctx.db.contentMeasure.create({
      data: {
        contentKind: 'topic',
        contentId: topicId,
        act: 'lock',
        authorId: vera.accountId,
        reason: 'x',
        startedAt: ctx.now(),
        startedBy: omar.accountId,
      },
    })
    await refused(mail, 'locked')
  })

  test('a suspension', async () => {
    const { mail } = await aPost()
    await ctx.db.suspension.create({ data: { accountId: vera.accountId, reason: 'x', startedAt: ctx.now() } })
    await refused(mail, 'not-allowed')
  })

  test('verification taken back', async () => {
    const { mail } = await aMessage()
    await ctx.db.account.update({ where: { id: vera.accountId }, data: { verifiedAt: null } })
    await refused(mail, 'not-allowed')
  })

  test('too many links', async () => {
    const { mail } = await aPost()
    await receive(anAnswerBy(mail, { text: 'https://a.example https://b.example https://c.example' }))
    const told = await ctx.db.outgoingMail.findFirst({ where: { template: 'reply-not-taken' } })
    expect([await posts(), told?.props]).toEqual([[], expect.objectContaining({ reason: 'links' })])
  })

  test('as many messages as an hour has room for: the next one waits and is not lost', async () => {
    const { mail, conversationId } = await aMessage()
    await ctx.db.message.createMany({
      data: Array.from({ length: MESSAGES_PER_HOUR }, () => ({
        conversationId,
        authorId: vera.accountId,
        recipientId: omar.accountId,
        text: 'x',
        sentAt: ctx.now(),
      })),
    })
    await receive(anAnswerBy(mail), ctx)
    expect(await ctx.db.replyDraft.findFirst()).toMatchObject({ reason: 'limit', text: 'Ja, gern.' })
  })

  test('staff have no powers of staff by mail', async () => {
    const { mail, topicId } = await aPost()
    await ctx.db.account.update({ where: { id: vera.accountId }, data: { role: 'moderator' } })
    await ctx.db.contentMeasure.create({
      data: {
        contentKind: 'topic',
        contentId: topicId,
        act: 'lock',
        authorId: vera.accountId,
        reason: 'x',
        startedAt: ctx.now(),
        startedBy: omar.accountId,
      },
    })
    await refused(mail, 'locked')
  })

  test('a mail to an erased member is nobody’s', async () => {
    const { mail } = await aMessage()
    await ctx.db.account.delete({ where: { id: vera.accountId } })
    expect(await receive(anAnswerBy(mail))).toMatchObject({ class: 'reply' })
    expect(await ctx.db.inboundMail.findFirst()).toMatchObject({ accountId: null })
  })
})
