import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type PortalContext } from '@/lib/context'
import { mailHooks } from '@/lib/duties'
import { LEASE_MS } from '@/lib/mail/claim-mail'
import { discardMail } from '@/lib/mail/discard-mail'
import { dispatchMail } from '@/lib/mail/dispatch-mail'
import { groupFailedMails } from '@/lib/mail/list-mails'
import { listOutages, resumeMail } from '@/lib/mail/outage'
import { recordReturned } from '@/lib/mail/record-returned'
import { retryMail } from '@/lib/mail/retry-mail'
import { smtpTransport } from '@/lib/mail/smtp-transport'
import { tidyMail } from '@/lib/mail/tidy-mail'
import { undoReturned } from '@/lib/mail/undo-returned'
import { aMember } from '../support/cast'
import { as, at, testContext } from '../support/context'
import { berlin, deliverMail, runSweep } from '../support/lifecycle'
import { announceAndSend, publishNext } from '../support/policies'
import { type SmtpServer, startSmtpServer } from '../support/smtp-server'

/** What is refused by our fault comes back to life, and what came back later ends its period (DS-05, DS-11). */
const ctx = testContext()
const noticeAt = berlin('2026-01-15T09:00')
const DAY = 86_400_000
let server: SmtpServer

beforeEach(async () => {
  server = await startSmtpServer()
})
afterEach(() => server.close())

async function aStaff(then = ctx): Promise<PortalContext> {
  const { accountId } = await aMember(ctx, { role: 'admin' })
  return as(then, { kind: 'member', accountId, role: 'admin', sessionId: accountId })
}

async function notices(count: number): Promise<string[]> {
  const ids = []
  for (let n = 0; n < count; n += 1) ids.push((await aMember(ctx, { registeredAt: berlin('2024-12-01') })).accountId)
  await ctx.db.outgoingMail.deleteMany()
  expect(await runSweep(at(ctx, noticeAt))).toMatchObject({ notified: count })
  return ids
}

async function dispatch(then: Date): Promise<unknown> {
  await ctx.db.dutyLease.deleteMany({ where: { duty: 'mail' } })
  const transport = smtpTransport(server.url, { limits: { setUp: 2_000, answer: 2_000 } })
  const counts = await dispatchMail(as(at(ctx, then), { kind: 'system', duty: 'mail' }), {
    transport,
    hooks: mailHooks,
    budgetMs: 10_000,
  })
  await transport.close()
  return counts
}

const later = (from: Date, days: number) => new Date(from.getTime() + days * DAY)

describe('a relay that is set wrong', () => {
  it.each(['554 5.7.1 Relay access denied', '550 No such user here', '550 5.1.1 Unknown'])(
    'and says "%s" to everybody ends no notice: repaired, everybody is told and has the whole time',
    async (reply) => {
      const members = await notices(6)
      server.script = ({ stage }) => (stage === 'rcpt' ? reply : undefined)
      for (const hours of [0, 1, 5]) await dispatch(new Date(noticeAt.getTime() + hours * 3_600_000))
      expect(await ctx.db.inactivityNotice.count({ where: { closedAt: null, acceptedAt: null } })).toBe(6)
      server.script = () => undefined
      const repaired = later(noticeAt, 10)
      expect(await dispatch(repaired)).toMatchObject({ accepted: 6, bounced: 0 })
      for (const { acceptedAt, respondBy } of await ctx.db.inactivityNotice.findMany()) {
        expect(acceptedAt).toEqual(repaired)
        expect(respondBy).toEqual(new Date('2026-02-22'))
      }
      expect(new Set(server.taken.map(({ to }) => to)).size).toBe(members.length)
    },
  )

  it('and refuses an announcement to everybody: it runs for all once it is repaired (DS-11)', async () => {
    for (let n = 0; n < 5; n += 1) await aMember(ctx)
    await publishNext(ctx)
    await ctx.db.outgoingMail.deleteMany()
    await announceAndSend(ctx, { ...smtpTransport('smtp://127.0.0.1:1') })
    server.script = ({ stage }) => (stage === 'rcpt' ? '550 5.1.1 Unknown' : undefined)
    await dispatch(later(ctx.now(), 1))
    expect(await ctx.db.policyAnnouncement.count({ where: { bouncedAt: { not: null } } })).toBe(0)
    server.script = () => undefined
    await dispatch(later(ctx.now(), 2))
    expect(await ctx.db.policyAnnouncement.count({ where: { acceptedAt: null } })).toBe(0)
  })
})

describe('staff decide about failed mail by its cause', () => {
  async function aBouncedNotice(): Promise<{ accountId: string; mailId: string }> {
    const [accountId = ''] = await notices(1)
    server.script = ({ stage }) => (stage === 'rcpt' ? '550 5.1.1 Unknown' : undefined)
    expect(await dispatch(noticeAt)).toMatchObject({ bounced: 1 })
    server.script = () => undefined
    const { mailId } = await ctx.db.inactivityNotice.findFirstOrThrow({ where: { outcome: 'undeliverable' } })
    return { accountId, mailId: mailId ?? '' }
  }

  it('repeated, a notice comes back to life with its whole time; the act is on record', async () => {
    await aBouncedNotice()
    const staff = await aStaff(at(ctx, later(noticeAt, 3)))
    expect(await groupFailedMails(staff)).toMatchObject([{ cause: 'unknown-address', count: 1, withText: 1 }])
    const all = { cause: 'unknown-address', before: staff.now() } as const
    expect(await retryMail(staff, all, mailHooks)).toEqual({ outcome: 'retried', count: 1 })
    expect(await retryMail(staff, all, mailHooks)).toEqual({ outcome: 'not-failed' })
    expect(await ctx.db.inactivityNotice.findFirst()).toMatchObject({ closedAt: null, outcome: null })
    expect(await dispatch(later(noticeAt, 3))).toMatchObject({ accepted: 1 })
    expect(await ctx.db.inactivityNotice.findFirst()).toMatchObject({ respondBy: new Date('2026-02-15') })
    const acts = await ctx.db.auditEvent.findMany({
      where: { act: { in: ['mail.retried', 'lifecycle.notice-resumed'] } },
    })
    expect(acts.map(({ act, details }) => [act, (details as { count?: number }).count]).sort()).toEqual([
      ['lifecycle.notice-resumed', undefined],
      ['mail.retried', 1],
    ])
  })

  it('what failed after the page was drawn, or for another cause, stays', async () => {
    await aBouncedNotice()
    const staff = await aStaff(at(ctx, later(noticeAt, 3)))
    const before = new Date(noticeAt.getTime() - 1)
    expect(await retryMail(staff, { cause: 'unknown-address', before }, mailHooks)).toEqual({ outcome: 'not-failed' })
    expect(await discardMail(staff, { cause: 'limit', before: staff.now() }, mailHooks)).toEqual({
      outcome: 'not-failed',
    })
    expect(await discardMail(staff, { cause: 'unknown-address', before: staff.now() }, mailHooks)).toEqual({
      outcome: 'discarded',
      count: 1,
    })
    expect(await ctx.db.inactivityNotice.findFirst()).toMatchObject({ outcome: 'undeliverable' })
  })

  it.each([
    [retryMail, 'retried', 'queued'],
    [discardMail, 'discarded', undefined],
  ] as const)(
    'many are done in batches; where the time ends, it says how many, and the same again goes on',
    async (decide, done, state) => {
      const staff = await aStaff(at(ctx, later(noticeAt, 3)))
      await ctx.db.$executeRaw`
      INSERT INTO outgoing_mail (account_id, template, recipient, props, state, cause, created_at, changed_at)
      SELECT NULL, 'contact-message', 'm' || n || '@beispiel.test', '{"x": 1}', 'failed', 'limit', ${noticeAt}, ${noticeAt}
      FROM generate_series(1, 1201) AS n`
      const all = { cause: 'limit', before: staff.now() }
      expect(await decide(staff, all, mailHooks, { budgetMs: 0 })).toEqual({ outcome: 'partly', count: 500 })
      expect(await groupFailedMails(staff)).toMatchObject([{ cause: 'limit', count: 701 }])
      expect(await decide(staff, all, mailHooks)).toEqual({ outcome: done, count: 701 })
      expect(await decide(staff, all, mailHooks)).toEqual({ outcome: 'not-failed' })
      expect(await ctx.db.outgoingMail.count({ where: { template: 'contact-message', state } })).toBe(state ? 1201 : 0)
      const acts = await ctx.db.auditEvent.findMany({ where: { act: `mail.${done}` }, orderBy: { seq: 'asc' } })
      expect(acts.map(({ details }) => (details as { count: number }).count)).toEqual([500, 500, 201])
    },
  )

  it('a member who has signed in meanwhile gets no repeated notice', async () => {
    const { accountId } = await aBouncedNotice()
    const staff = await aStaff(at(ctx, later(noticeAt, 3)))
    await ctx.db.account.update({ where: { id: accountId }, data: { lastLoginAt: later(noticeAt, 2) } })
    await retryMail(staff, { cause: 'unknown-address', before: staff.now() }, mailHooks)
    await dispatch(later(noticeAt, 3))
    expect(server.taken.filter(({ to }) => to.startsWith('m'))).toHaveLength(0)
    expect(await ctx.db.inactivityNotice.count({ where: { acceptedAt: { not: null } } })).toBe(0)
  })

  it('keeps address and text of failed mail to strangers for 30 days, of members as long as the queue remembers', async () => {
    const { mailId } = await aBouncedNotice()
    const kept = await ctx.db.outgoingMail.findUniqueOrThrow({ where: { id: mailId } })
    expect(kept.props).not.toEqual({})
    const data = {
      template: 'erased-self',
      recipient: 'weg@beispiel.test',
      state: 'bounced',
      changedAt: noticeAt,
    } as const
    await ctx.db.outgoingMail.create({ data })
    expect(await tidyMail(at(ctx, later(noticeAt, 30)))).toMatchObject({ removed: 0 })
    expect(await tidyMail(at(ctx, new Date(later(noticeAt, 30).getTime() + 1)))).toMatchObject({ removed: 1 })
    expect(await tidyMail(at(ctx, new Date(later(noticeAt, 90).getTime() + LEASE_MS)))).toMatchObject({ removed: 1 })
  })

  it('ends a pause after the relay was put right', async () => {
    await notices(2)
    server.script = ({ stage }) => (stage === 'end' ? '550 5.4.5 Limit' : undefined)
    await dispatch(noticeAt)
    const staff = await aStaff(at(ctx, noticeAt))
    expect(await listOutages(staff)).toMatchObject([{ cause: 'limit', endedAt: null }])
    expect(await resumeMail(staff)).toEqual({ outcome: 'resumed' })
    expect(await ctx.db.dutyLease.findUnique({ where: { duty: 'mail' } })).toMatchObject({ notBefore: null })
  })
})

describe('a notice that comes back later, comes back', () => {
  it('staff report it at the mail: the time ends, nobody is erased, and it is on record once', async () => {
    const [accountId = ''] = await notices(1)
    await deliverMail(at(ctx, noticeAt))
    const { mailId } = await ctx.db.inactivityNotice.findFirstOrThrow()
    const staff = await aStaff(at(ctx, later(noticeAt, 5)))
    const report = { mailId: mailId ?? '', accountId }
    expect(await recordReturned(staff, report, mailHooks)).toEqual({ outcome: 'bounced' })
    expect(await recordReturned(staff, report, mailHooks)).toEqual({ outcome: 'already-bounced' })
    expect(await ctx.db.inactivityNotice.findFirst()).toMatchObject({ outcome: 'undeliverable' })
    expect(await runSweep(at(ctx, berlin('2026-03-01')))).toMatchObject({ notified: 0, erased: 0 })
    expect(await ctx.db.auditEvent.count({ where: { act: 'mail.returned', subjectId: accountId } })).toBe(1)
  })

  it('also when the queue has forgotten the mail, and never for the mail of another account', async () => {
    const [accountId = '', other = ''] = await notices(2)
    await deliverMail(at(ctx, noticeAt))
    const { mailId } = await ctx.db.inactivityNotice.findFirstOrThrow({ where: { accountId } })
    const staff = await aStaff(at(ctx, later(noticeAt, 5)))
    await recordReturned(staff, { mailId: mailId ?? '', accountId: other }, mailHooks)
    expect(await ctx.db.inactivityNotice.count({ where: { outcome: 'undeliverable' } })).toBe(0)
    await ctx.db.outgoingMail.deleteMany()
    await recordReturned(staff, { mailId: mailId ?? '', accountId }, mailHooks)
    expect(await ctx.db.inactivityNotice.findFirst({ where: { accountId } })).toMatchObject({
      outcome: 'undeliverable',
    })
    expect(await ctx.db.inactivityNotice.findFirst({ where: { accountId: other } })).toMatchObject({ outcome: null })
  })
})

describe('what staff said by mistake they take back while nothing has followed', () => {
  async function aReport(): Promise<{ mailId: string; accountId: string }> {
    const [accountId = ''] = await notices(1)
    await deliverMail(at(ctx, noticeAt))
    const { mailId } = await ctx.db.inactivityNotice.findFirstOrThrow()
    const report = { mailId: mailId ?? '', accountId }
    expect(await recordReturned(await aStaff(at(ctx, later(noticeAt, 5))), report, mailHooks)).toEqual({
      outcome: 'bounced',
    })
    return report
  }
  const undoneBy = async (days: number, report: { mailId: string; accountId: string }) =>
    (await undoReturned(await aStaff(at(ctx, later(noticeAt, days))), report, mailHooks)).outcome

  it('then the time runs as before, and it is on record', async () => {
    const report = await aReport()
    const before = await ctx.db.inactivityNotice.findFirstOrThrow()
    expect(await undoneBy(6, report)).toBe('undone')
    expect(await ctx.db.inactivityNotice.findFirst()).toMatchObject({
      closedAt: null,
      outcome: null,
      respondBy: before.respondBy,
    })
    expect(await ctx.db.outgoingMail.findUnique({ where: { id: report.mailId } })).toMatchObject({ state: 'accepted' })
    expect(await undoneBy(6, report)).toBe('followed')
    const acts = ['mail.returned', 'mail.returned-undone', 'lifecycle.notice-resumed'] as const
    expect(await ctx.db.auditEvent.count({ where: { act: { in: [...acts] } } })).toBe(3)
    expect((await runSweep(at(ctx, later(noticeAt, 29)))).erased).toBe(1)
  })

  it.each([
    ['on the last day', 28, 'undone'],
    ['when the time would be over', 29, 'followed'],
  ])('%s', async (_, days, outcome) => {
    expect(await undoneBy(days, await aReport())).toBe(outcome)
  })

  it('not after a sign-in, and not what a report said', async () => {
    const report = await aReport()
    await ctx.db.account.update({ where: { id: report.accountId }, data: { lastLoginAt: later(noticeAt, 5) } })
    expect(await undoneBy(6, report)).toBe('followed')
    await ctx.db.account.update({ where: { id: report.accountId }, data: { lastLoginAt: null } })
    await ctx.db.outgoingMail.updateMany({ data: { lastError: 'report 5.1.1' } })
    expect(await undoneBy(6, report)).toBe('followed')
    expect(await ctx.db.inactivityNotice.findFirst()).toMatchObject({ outcome: 'undeliverable' })
  })
})
