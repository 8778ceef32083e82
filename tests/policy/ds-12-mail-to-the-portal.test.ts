import { readFileSync } from 'node:fs'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { openRequest } from '@/lib/access-requests/open-request'
import { type PortalContext } from '@/lib/context'
import { mailHooks } from '@/lib/duties'
import { settings } from '@/lib/env'
import { stopReadingMail } from '@/lib/inbound/read-mail'
import { receiveMail } from '@/lib/inbound/receive-mail'
import { settleInbound } from '@/lib/inbound/settle-inbound'
import { outboxFolder } from '@/lib/mail/outbox-transport'
import { governingVersion } from '@/lib/policies/governing-version'
import { caseNumber } from '@/lib/text'
import { aMember, type CastMember } from '../support/cast'
import { as, at, testContext } from '../support/context'
import { emptyOutbox, readMail, sendMail } from '../support/outbox'
import { announceAndSend, publishNext } from '../support/policies'

/**
 * Whoever writes to the portal from the stored address learns that it arrived, and by when it is answered (DS-12); nobody else learns anything,
 * and no machine gets an answer. An objection counts from its arrival (DS-11). Cases have a number, and answers to their mails find them.
 */
const DAY = 86_400_000
let ctx: PortalContext
let lena: CastMember

beforeEach(async () => {
  const made = testContext()
  ctx = { ...made, mail: { ...made.mail, replyPattern: 'portal+%{key}@portal.test', authservIds: ['mx.portal.test'] } }
  lena = await aMember(ctx, { givenName: 'Lena', surname: 'Winter' })
  await ctx.db.outgoingMail.deleteMany()
  await emptyOutbox()
})
afterAll(stopReadingMail)

type Given = { from?: string; to?: string; fields?: string[]; text?: string; after?: number }

function write({
  from = lena.email,
  to = 'info@portal.test',
  fields = [],
  text = 'Eine Frage.',
  after = 0,
}: Given = {}) {
  const then = at(ctx, new Date(ctx.now().getTime() + after))
  const head = [
    ...fields,
    `From: <${from}>`,
    `To: <${to}>`,
    'Subject: Frage',
    'Content-Type: text/plain; charset=utf-8',
  ]
  const raw = Buffer.from(`${head.join('\r\n')}\r\n\r\n${text}`)
  return receiveMail(then, { raw, envelope: {}, receivedAt: then.now(), way: 'imap' }, mailHooks)
}

const told = () => ctx.db.outgoingMail.count({ where: { template: 'mail-received' } })

async function aStaff(then: PortalContext): Promise<PortalContext> {
  const { accountId } = await aMember(ctx, { role: 'admin' })
  return as(then, { kind: 'member', accountId, role: 'admin', sessionId: accountId })
}

describe('what arrives is acknowledged', () => {
  test('to the stored address, with day, last day and number, as an automatic answer without a word of the mail', async () => {
    await write({ text: 'Geheime Frage' })
    await sendMail(ctx, mailHooks)
    const mails = await readMail()
    expect(mails.map(({ to }) => to)).toEqual([lena.email])
    const { id } = await ctx.db.inboundMail.findFirstOrThrow()
    expect(mails[0]?.subject).toBe(`Ihre E-Mail ist angekommen (Vorgang ${caseNumber(id)})`)
    expect(mails[0]?.text).toContain('23. November 2026')
    expect(mails[0]?.text).toContain('spätestens bis 23. Dezember 2026')
    expect(mails[0]?.text).toContain(`Vorgang: ${caseNumber(id)}`)
    expect(mails[0]?.text).not.toContain('Geheime')
    const raw = readFileSync(`${outboxFolder(settings().dataDir)}/${mails[0]?.name}.eml`, 'utf8')
    expect(raw).toMatch(/^Auto-Submitted: auto-replied\r$/m)
  })

  test('once a day at most, whoever writes', async () => {
    for (const text of ['eins', 'zwei', 'drei']) await write({ text })
    expect(await told()).toBe(1)
    await write({ text: 'vier', after: DAY - 1 })
    expect(await told()).toBe(1)
    await write({ text: 'fünf', after: DAY })
    expect(await told()).toBe(2)
  })

  test.each<[string, Given]>([
    ['somebody without an account', { from: 'fremd@anderswo.example' }],
    ['a sender whom the own receiver calls forged', { fields: ['Authentication-Results: mx.portal.test; dmarc=fail'] }],
    ['an absence note', { fields: ['Auto-Submitted: auto-replied'] }],
    ['a list', { fields: ['List-Id: <x.y>'] }],
    ['a report', { fields: ['Return-Path: <>'] }],
    ['two senders', { fields: ['From: <x@y.test>'] }],
  ])('%s gets none', async (_, given) => {
    await write(given)
    expect([await ctx.db.inboundMail.count(), await ctx.db.outgoingMail.count()]).toEqual([1, 0])
  })

  test('nor does an address that nobody has confirmed', async () => {
    const { email } = await aMember(ctx, { confirmed: false })
    await ctx.db.outgoingMail.deleteMany()
    await write({ from: email })
    expect(await ctx.db.outgoingMail.count()).toBe(0)
  })
})

describe('a case has a number, and an answer to its mail finds it', () => {
  test('also from another address of the person; it waits for staff and shows whose it is', async () => {
    const staff = await aStaff(ctx)
    const opened = await openRequest(staff, { accountId: lena.accountId, kind: 'access', receivedOn: '2026-11-20' })
    const requestId = 'requestId' in opened ? opened.requestId : ''
    await sendMail(ctx, mailHooks)
    const [mail] = await readMail({ to: lena.email })
    expect(mail?.subject).toContain(`(Vorgang ${caseNumber(requestId)})`)
    const raw = readFileSync(`${outboxFolder(settings().dataDir)}/${mail?.name}.eml`, 'utf8')
    const to = /^Reply-To:\s+(\S+)/im.exec(raw)?.[1] ?? ''
    await write({ to, from: 'lena@arbeit.example' })
    expect(await ctx.db.inboundMail.findFirst()).toMatchObject({
      class: 'case',
      rule: 'case-key',
      accountId: lena.accountId,
      sender: 'lena@arbeit.example',
      settledAt: null,
    })
    expect(await told()).toBe(0)
  })

  test('the number says nothing but which', () => {
    expect(caseNumber('01930000-0000-7000-8000-00003f7a9c21')).toBe('3F7A-9C21')
  })
})

describe('an objection by mail (DS-11)', () => {
  async function announced(): Promise<{ lastDay: number }> {
    await publishNext(ctx)
    await announceAndSend(ctx)
    return { lastDay: 28 }
  }

  const settle = async (after: number) => {
    const { id: inboundId } = await ctx.db.inboundMail.findFirstOrThrow()
    const staff = await aStaff(at(ctx, new Date(ctx.now().getTime() + after)))
    return settleInbound(staff, { inboundId, decision: { outcome: 'objection' } }, mailHooks)
  }
  const governing = async (after: number) =>
    (await governingVersion(at(ctx, new Date(ctx.now().getTime() + after)), lena.accountId))?.number

  test('on the last day is in time, however late staff read it', async () => {
    const { lastDay } = await announced()
    await write({ after: lastDay * DAY, text: 'Ich widerspreche.' })
    expect(await settle((lastDay + 9) * DAY)).toMatchObject({ outcome: 'settled' })
    expect(await ctx.db.policyObjection.findFirst()).toMatchObject({ receivedOn: new Date('2026-12-21') })
    expect(await governing((lastDay + 10) * DAY)).toBe(1)
  })

  test('a day later is too late, and the mail still waits', async () => {
    const { lastDay } = await announced()
    await write({ after: (lastDay + 1) * DAY, text: 'Ich widerspreche.' })
    expect(await settle((lastDay + 9) * DAY)).toEqual({ outcome: 'no-objection' })
    expect(await ctx.db.policyObjection.count()).toBe(0)
    expect(await ctx.db.inboundMail.findFirst()).toMatchObject({ settledAt: null })
    expect(await governing((lastDay + 10) * DAY)).toBe(2)
  })

  test('against nothing is none', async () => {
    await write()
    expect(await settle(DAY)).toEqual({ outcome: 'no-objection' })
  })
})
