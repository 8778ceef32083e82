import { readFileSync } from 'node:fs'
import { afterAll, describe, expect, it } from 'vitest'
import { type PortalContext } from '@/lib/context'
import { berlinDay } from '@/lib/dates'
import { mailHooks } from '@/lib/duties'
import { stopReadingMail } from '@/lib/inbound/read-mail'
import { receiveMail } from '@/lib/inbound/receive-mail'
import { settleInbound } from '@/lib/inbound/settle-inbound'
import { tidyInbound } from '@/lib/mail/tidy-inbound'
import { makeReturnKey } from '@/lib/return-keys'
import { aMember } from '../support/cast'
import { as, at, testContext } from '../support/context'
import { berlin, deliverMail, runSweep } from '../support/lifecycle'
import { announceAndSend, publishNext } from '../support/policies'

/**
 * What comes back by mail (DS-05, DS-11, DS-12): a permanent failure ends the period it belongs to; a delay, an absence note, a receipt ends
 * nothing; what is only suspected, and what a person writes, waits for staff and stops the clock.
 */
const ctx = testContext()
const noticeAt = berlin('2026-01-15T09:00')
const DAY = 86_400_000
const later = (days: number) => at(ctx, new Date(noticeAt.getTime() + days * DAY))
afterAll(stopReadingMail)

async function aNotice(): Promise<{ accountId: string; email: string; mailId: string }> {
  const { accountId, email } = await aMember(ctx, { registeredAt: berlin('2024-12-01') })
  await ctx.db.outgoingMail.deleteMany()
  expect(await runSweep(at(ctx, noticeAt))).toMatchObject({ notified: 1 })
  await deliverMail(at(ctx, noticeAt))
  const notice = await ctx.db.inactivityNotice.findFirstOrThrow({ where: { accountId, closedAt: null } })
  expect(notice.acceptedAt).not.toBeNull()
  return { accountId, email, mailId: notice.mailId ?? '' }
}

const pattern = (key: string) => `portal+${key}@portal.test`

function sample(name: string, { mailId, email = 'lena@anbieter.example' }: { mailId: string; email?: string }): Buffer {
  const filled: Record<string, string> = {
    'bounce-address': pattern(makeReturnKey({ kind: 'bounce', id: mailId })),
    'reply-address': pattern(makeReturnKey({ kind: 'reply', id: mailId })),
    'bounce-key': makeReturnKey({ kind: 'bounce', id: mailId }),
    'mail-key': makeReturnKey({ kind: 'mail', id: mailId }),
    'message-id': `${mailId}.1795428000000@portal.test`,
  }
  const text = readFileSync(`tests/inbound/samples/${name}.eml`, 'utf8')
    .replace(/\{\{([\w-]+)\}\}/g, (_, key: string) => filled[key] ?? '')
    .replaceAll('lena@anbieter.example', email)
  return Buffer.from(text.replaceAll('\n', '\r\n'))
}

const receive = (then: PortalContext, raw: Uint8Array) =>
  receiveMail(then, { raw, envelope: {}, receivedAt: then.now(), way: 'imap' }, mailHooks)

const erasedBy = async (then: PortalContext) => (await runSweep(then)).erased

describe('a report about a notice', () => {
  it.each([
    'bounce--unknown-address--postfix',
    'bounce--returned--postfix-expired',
    'bounce--mailbox-full--gmx',
    'bounce--mailbox-full--t-online',
    'bounce--unknown-address--qmail',
    'bounce--unknown-address--only-in-part-three',
    'bounce--unknown-address--envelope-id',
  ])('that says that it failed ends it, and nobody is erased: %s', async (name) => {
    const notice = await aNotice()
    const raw = sample(name, notice)
    expect(await receive(later(1), raw)).toMatchObject({ outcome: 'recorded', class: 'bounce', isBounced: true })
    expect(await receive(later(2), raw)).toEqual({ outcome: 'duplicate' })
    expect(await ctx.db.inactivityNotice.findFirst({ where: { mailId: notice.mailId } })).toMatchObject({
      outcome: 'undeliverable',
    })
    expect(await erasedBy(later(40))).toBe(0)
  })

  it.each([
    'delay--try-later--postfix',
    'delay--try-later--full-but-retried',
    'delay--try-later--relayed',
    'auto--sieve-vacation',
    'receipt--outlook',
    'complaint--feedback-loop',
    'list--newsletter',
    'own--forwarded-back',
  ])('that says anything else ends nothing: %s', async (name) => {
    const notice = await aNotice()
    expect(await receive(later(1), sample(name, notice))).toMatchObject({ outcome: 'recorded', isBounced: false })
    expect(await ctx.db.inactivityNotice.findFirst({ where: { mailId: notice.mailId } })).toMatchObject({
      closedAt: null,
    })
    expect(await ctx.db.inboundMail.findFirst()).toMatchObject({ sender: null, subject: null, text: null, dueOn: null })
    expect(await erasedBy(later(40))).toBe(1)
    expect(await ctx.db.account.count({ where: { id: notice.accountId } })).toBe(0)
  })

  it.each([
    'bounce--unknown-address--without-original',
    'bounce--unknown-address--hmailserver',
    'gone--left-the-company',
  ])('that is only suspected stops the clock until staff decide: %s', async (name) => {
    const notice = await aNotice()
    const raw = Buffer.from(
      sample(name, { ...notice, mailId: crypto.randomUUID() })
        .toString()
        .replaceAll('lena@firma.example', notice.email),
    )
    expect(await receive(later(1), raw)).toMatchObject({ outcome: 'recorded', isBounced: false })
    expect(await erasedBy(later(40))).toBe(0)
    const { id: inboundId } = await ctx.db.inboundMail.findFirstOrThrow({ where: { accountId: notice.accountId } })
    const staff = await aStaff(later(41))
    expect(await settleInbound(staff, { inboundId, decision: { outcome: 'returned' } }, mailHooks)).toEqual({
      outcome: 'settled',
    })
    expect(await settleInbound(staff, { inboundId, decision: { outcome: 'returned' } }, mailHooks)).toEqual({
      outcome: 'not-open',
    })
    expect(await ctx.db.account.count({ where: { id: notice.accountId } })).toBe(1)
  })

  it('with a key that the portal did not write touches nobody', async () => {
    const notice = await aNotice()
    const forged = sample('bounce--unknown-address--postfix', notice)
      .toString()
      .replace(/(b[a-z2-7]{48})([a-z2-7])/g, (_, kept: string, last: string) => `${kept}${last === 'a' ? 'b' : 'a'}`)
      .replace(/X-Portal-Mail: .*/g, '')
      .replace(/Message-ID: .*/g, '')
    expect(await receive(later(1), Buffer.from(forged))).toMatchObject({ isBounced: false })
    expect(await ctx.db.inactivityNotice.findFirst({ where: { mailId: notice.mailId } })).toMatchObject({
      closedAt: null,
    })
  })

  it('counts also when the queue has forgotten the mail, as long as the account stands', async () => {
    const notice = await aNotice()
    await ctx.db.outgoingMail.deleteMany()
    expect(await receive(later(20), sample('bounce--unknown-address--postfix', notice))).toMatchObject({
      isBounced: true,
    })
    expect(await erasedBy(later(40))).toBe(0)
  })

  it('that cannot be recorded stops nothing behind it: it waits for staff, and the clock of its member with it', async () => {
    const notice = await aNotice()
    const broken = { ...mailHooks, 'inactivity-notice': { bounced: () => Promise.reject(new Error('broken')) } }
    const raw = sample('bounce--unknown-address--postfix', notice)
    const received = await receiveMail(later(1), { raw, envelope: {}, receivedAt: later(1).now(), way: 'imap' }, broken)
    expect(received).toEqual({ outcome: 'recorded', class: 'unreadable', isBounced: false })
    expect(await ctx.db.inboundMail.findFirst()).toMatchObject({
      rule: 'not-recorded',
      accountId: notice.accountId,
      dueOn: expect.any(Date),
    })
    expect(await erasedBy(later(40))).toBe(0)
  })

  it('that comes while its mail is being sent is brought again', async () => {
    const notice = await aNotice()
    await ctx.db.outgoingMail.updateMany({ where: { id: notice.mailId }, data: { state: 'sending' } })
    const raw = sample('bounce--unknown-address--postfix', notice)
    expect(await receive(later(0), raw)).toEqual({ outcome: 'not-yet-known' })
    expect(await ctx.db.inboundMail.count()).toBe(0)
    await ctx.db.outgoingMail.updateMany({ where: { id: notice.mailId }, data: { state: 'accepted' } })
    expect(await receive(later(0), raw)).toMatchObject({ isBounced: true })
  })

  it('of somebody erased meanwhile leaves nothing but that it came', async () => {
    const notice = await aNotice()
    expect(await erasedBy(later(40))).toBe(1)
    expect(await receive(later(41), sample('bounce--unknown-address--postfix', notice))).toMatchObject({
      isBounced: false,
    })
    const [row] = await ctx.db.inboundMail.findMany()
    expect(JSON.stringify(row)).not.toContain(notice.email)
    expect(row).toMatchObject({ accountId: null, mailId: null })
  })
})

it('an announcement that comes back brings nothing into force for this member (DS-11)', async () => {
  const { accountId } = await aMember(ctx)
  await publishNext(ctx)
  await ctx.db.outgoingMail.deleteMany()
  await announceAndSend(ctx)
  const { mailId } = await ctx.db.policyAnnouncement.findFirstOrThrow({ where: { accountId } })
  const raw = sample('bounce--unknown-address--exchange-german', { mailId: mailId ?? '' })
  expect(await receive(at(ctx, new Date(ctx.now().getTime() + DAY)), raw)).toMatchObject({ isBounced: true })
  expect(await ctx.db.policyAnnouncement.findFirst({ where: { accountId } })).toMatchObject({
    bouncedAt: expect.any(Date),
  })
})

describe('what a person writes', () => {
  const letter = (from: string, text = 'Bitte löschen Sie mein Konto.') =>
    Buffer.from(
      `From: ${from}\r\nTo: info@portal.test\r\nSubject: Anliegen\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n${text}`,
    )

  it('waits with the day of its arrival, stops the clock, does nothing by itself, and becomes a case of that day', async () => {
    const notice = await aNotice()
    expect(await receive(later(20), letter(notice.email))).toMatchObject({ class: 'case' })
    expect(await erasedBy(later(40))).toBe(0)
    const [row] = await ctx.db.inboundMail.findMany()
    expect(row).toMatchObject({ accountId: notice.accountId, sender: notice.email, dueOn: new Date('2026-03-04') })
    const decision = { outcome: 'request', kind: 'erasure' } as const
    const settled = await settleInbound(await aStaff(later(41)), { inboundId: row?.id ?? '', decision }, mailHooks)
    expect(settled).toMatchObject({ outcome: 'settled', requestId: expect.any(String) })
    expect(await ctx.db.dataRequest.findFirst()).toMatchObject({
      kind: 'erasure',
      receivedOn: new Date(berlinDay(later(20).now())),
      identityConfirmedAt: null,
    })
    expect(await ctx.db.account.count({ where: { id: notice.accountId } })).toBe(1)
  })

  it('is kept for people without an account, too, and forgotten some time after it is settled', async () => {
    expect(await receive(later(0), letter('fremd@anderswo.example'))).toMatchObject({ class: 'case' })
    const { id: inboundId, accountId } = await ctx.db.inboundMail.findFirstOrThrow()
    expect(accountId).toBeNull()
    const staff = await aStaff(later(1))
    const request = { inboundId, decision: { outcome: 'request', kind: 'access' } } as const
    expect(await settleInbound(staff, request, mailHooks)).toEqual({ outcome: 'no-member' })
    expect(await tidyInbound(later(200))).toMatchObject({ inboundRemoved: 0 })
    expect(await settleInbound(staff, { inboundId, decision: { outcome: 'answered' } }, mailHooks)).toEqual({
      outcome: 'settled',
    })
    expect(await tidyInbound(later(101))).toMatchObject({ inboundRemoved: 0 })
    expect(await tidyInbound(later(102))).toMatchObject({ inboundRemoved: 1 })
  })

  it('two messages at once, and one twice at once, count as many as they are', async () => {
    const twice = letter('eins@anderswo.example')
    const all = await Promise.all([twice, twice, letter('zwei@anderswo.example')].map((raw) => receive(later(0), raw)))
    expect(all.map(({ outcome }) => outcome).sort()).toEqual(['duplicate', 'recorded', 'recorded'])
  })

  it('only administration and data protection officer decide', async () => {
    await receive(later(0), letter('fremd@anderswo.example'))
    const { id: inboundId } = await ctx.db.inboundMail.findFirstOrThrow()
    for (const role of ['member', 'moderator', 'approver'] as const) {
      const who = as(ctx, { kind: 'member', accountId: crypto.randomUUID(), role, sessionId: crypto.randomUUID() })
      await expect(settleInbound(who, { inboundId, decision: { outcome: 'nothing' } }, mailHooks)).rejects.toThrow(
        'refused',
      )
    }
  })
})

async function aStaff(then: PortalContext): Promise<PortalContext> {
  const { accountId } = await aMember(ctx, { role: 'admin' })
  return as(then, { kind: 'member', accountId, role: 'admin', sessionId: accountId })
}
