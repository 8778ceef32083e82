import { afterEach, describe, expect, test } from 'vitest'
import { carryOutRequest } from '@/lib/access-requests/carry-out-request'
import { closeRequest } from '@/lib/access-requests/close-request'
import { confirmRequest } from '@/lib/access-requests/confirm-request'
import { listRequests, requestsOf, viewRequest } from '@/lib/access-requests/list-requests'
import { openRequest } from '@/lib/access-requests/open-request'
import { answerDueOn } from '@/lib/access-requests/periods'
import { resendIdentityCheck } from '@/lib/access-requests/resend-identity-check'
import { closeRequestSchema, openRequestSchema } from '@/lib/access-requests/schema'
import { type PortalContext } from '@/lib/context'
import { eraseAccount } from '@/lib/erasure/erase-account'
import { listWork } from '@/lib/work-queue/list-work'
import { aMember, secretFromMail } from '../support/cast'
import { as, at, TEST_NOW, testContext } from '../support/context'
import { expectQueueFits } from '../support/outbox'

afterEach(() => expectQueueFits(testContext()))

/** DS-04, last sentence: a member can ask for the erasure by e-mail. */
const receivedOn = '2026-11-20'

async function staffContext(role: 'admin' | 'dpo' | 'moderator' = 'admin'): Promise<PortalContext> {
  const ctx = testContext()
  const { accountId } = await aMember(ctx, { role })
  return as(ctx, { kind: 'member', accountId, role, sessionId: crypto.randomUUID() })
}

async function anOpenRequest() {
  const ctx = await staffContext()
  const member = await aMember(testContext())
  const opened = await openRequest(ctx, { accountId: member.accountId, receivedOn, note: 'per E-Mail' })
  if (opened.outcome !== 'opened') throw new Error(opened.outcome)
  const secret = await secretFromMail(ctx, member.accountId, 'erasure-request-identity')
  return { ctx, visitor: testContext(), member, requestId: opened.requestId, secret }
}

async function actsAbout(ctx: PortalContext, subjectId: string) {
  const rows = await ctx.db.auditEvent.findMany({ where: { subjectId }, orderBy: { seq: 'asc' } })
  return rows.map(({ act }) => act).filter((act) => act.startsWith('request.') || act === 'account.erased')
}

describe('the answer is due one month after receipt, by the calendar (GDPR Art. 12(3))', () => {
  test.each([
    ['2026-11-20', '2026-12-20'],
    ['2027-01-31', '2027-02-28'],
    ['2028-01-31', '2028-02-29'],
    ['2028-01-29', '2028-02-29'],
    ['2026-03-31', '2026-04-30'],
    ['2026-12-31', '2027-01-31'],
  ])('received on %s → due on %s', (received, due) => {
    expect(answerDueOn(received)).toBe(due)
  })
})

describe('entering a request', () => {
  test('stores it with its due day, asks the stored address, and leaves the account as it is', async () => {
    const { ctx, member, requestId } = await anOpenRequest()
    const [request] = await requestsOf(ctx, member.accountId)
    expect(request).toMatchObject({
      id: requestId,
      receivedOn,
      dueOn: '2026-12-20',
      note: 'per E-Mail',
      state: 'waits-for-person',
    })
    const mail = await ctx.db.outgoingMail.findFirstOrThrow({ where: { template: 'erasure-request-identity' } })
    expect(mail).toMatchObject({ accountId: member.accountId, recipient: null })
    expect(await ctx.db.account.count({ where: { id: member.accountId } })).toBe(1)
    expect(await actsAbout(ctx, member.accountId)).toEqual(['request.opened'])
  })

  test('leads to the open request instead of a second one', async () => {
    const { ctx, member, requestId } = await anOpenRequest()
    const again = await openRequest(ctx, { accountId: member.accountId, receivedOn })
    expect(again).toEqual({ outcome: 'already-open', requestId })
    expect(await ctx.db.outgoingMail.count({ where: { template: 'erasure-request-identity' } })).toBe(1)
  })

  test('makes one request and one mail of ten entries at the same moment (S-M1)', async () => {
    const ctx = await staffContext()
    const { accountId } = await aMember(testContext())
    const results = await Promise.all(Array.from({ length: 10 }, () => openRequest(ctx, { accountId, receivedOn })))
    expect(results.filter(({ outcome }) => outcome === 'opened')).toHaveLength(1)
    expect(await ctx.db.dataRequest.count()).toBe(1)
    expect(await ctx.db.outgoingMail.count({ where: { template: 'erasure-request-identity' } })).toBe(1)
  })

  test('refuses a day in the future, also where the day is later in Berlin than in UTC', async () => {
    const ctx = await staffContext()
    const { accountId } = await aMember(testContext())
    const late = at(ctx, new Date('2026-11-23T23:30:00Z'))
    expect(await openRequest(late, { accountId, receivedOn: '2026-11-25' })).toEqual({ outcome: 'received-in-future' })
    expect(await openRequest(late, { accountId, receivedOn: '2026-11-24' })).toMatchObject({ outcome: 'opened' })
  })

  test('knows neither unknown accounts nor registrations that nobody confirmed', async () => {
    const ctx = await staffContext()
    const { accountId } = await aMember(testContext(), { confirmed: false })
    expect(await openRequest(ctx, { accountId, receivedOn })).toEqual({ outcome: 'unconfirmed' })
    expect(await openRequest(ctx, { accountId: crypto.randomUUID(), receivedOn })).toEqual({
      outcome: 'unknown-member',
    })
    expect(await ctx.db.dataRequest.count()).toBe(0)
  })

  test('is for admins and the data protection officer only', async () => {
    const { accountId } = await aMember(testContext())
    const moderator = await staffContext('moderator')
    const others: PortalContext[] = [
      testContext(),
      moderator,
      as(testContext(), { kind: 'member', accountId, role: 'member', sessionId: crypto.randomUUID() }),
    ]
    for (const ctx of others) {
      await expect(async () => openRequest(ctx, { accountId, receivedOn })).rejects.toThrow('refused')
      await expect(async () => listRequests(ctx)).rejects.toThrow('refused')
    }
    expect(await openRequest(await staffContext('dpo'), { accountId, receivedOn })).toMatchObject({ outcome: 'opened' })
  })
})

describe('the confirmation by the member', () => {
  test('erases the account at once; the ledger says "request", the audit record who entered it and when', async () => {
    const { ctx, visitor, member, requestId, secret } = await anOpenRequest()
    expect(await confirmRequest(visitor, { secret })).toEqual({ outcome: 'erased' })
    expect(await ctx.db.account.count({ where: { id: member.accountId } })).toBe(0)
    expect(await ctx.db.dataRequest.count()).toBe(0)
    const ledger = await ctx.db.erasure.findUniqueOrThrow({ where: { accountId: member.accountId } })
    expect(ledger).toMatchObject({ reason: 'request', erasedAt: TEST_NOW })
    expect(JSON.stringify(ledger)).not.toContain(member.email)
    const events = await ctx.db.auditEvent.findMany({
      where: { subjectId: member.accountId, act: { startsWith: 'request.' } },
    })
    expect(events.find(({ act }) => act === 'request.opened')).toMatchObject({ actorKind: 'staff' })
    expect(events.find(({ act }) => act === 'request.closed')?.details).toMatchObject({
      requestId,
      outcome: 'carried-out',
    })
    expect(JSON.stringify(events.map(({ details }) => details))).not.toContain(member.email)
    const last = await ctx.db.outgoingMail.findFirstOrThrow({ where: { template: 'erased-request' } })
    expect(last).toMatchObject({ accountId: null, recipient: member.email })
  })

  test('works once: twenty clicks at the same moment erase once and send one mail (S-H2, S-M3)', async () => {
    const { ctx, visitor, secret } = await anOpenRequest()
    const results = await Promise.all(Array.from({ length: 20 }, () => confirmRequest(visitor, { secret })))
    expect(results.filter(({ outcome }) => outcome === 'erased')).toHaveLength(1)
    expect(results.filter(({ outcome }) => outcome === 'gone')).toHaveLength(19)
    expect(await ctx.db.erasure.count()).toBe(1)
    expect(await ctx.db.outgoingMail.count({ where: { template: 'erased-request' } })).toBe(1)
  })

  test('and an erasure for another reason at the same moment end in one erasure, without a deadlock', async () => {
    for (let round = 0; round < 10; round += 1) {
      const { ctx, visitor, member, secret } = await anOpenRequest()
      const [confirmed, erased] = await Promise.all([
        confirmRequest(visitor, { secret }),
        eraseAccount(visitor, { accountId: member.accountId, reason: 'self' }),
      ])
      expect([confirmed.outcome === 'erased', erased.outcome === 'erased'].filter(Boolean)).toHaveLength(1)
      expect(await ctx.db.erasure.count({ where: { accountId: member.accountId } })).toBe(1)
    }
  })

  test.each(['', 'x', "' OR 1=1 --", '{"contains":""}'])('does nothing for the secret %j', async (secret) => {
    const { ctx, visitor } = await anOpenRequest()
    expect(await confirmRequest(visitor, { secret })).toEqual({ outcome: 'invalid' })
    expect(await ctx.db.erasure.count()).toBe(0)
  })

  test('is possible for fourteen days, and not longer', async () => {
    const { visitor, secret } = await anOpenRequest()
    const after = new Date(TEST_NOW.getTime() + 14 * 86_400_000)
    expect(await confirmRequest(at(visitor, after), { secret })).toEqual({ outcome: 'expired' })
    expect(await confirmRequest(at(visitor, new Date(after.getTime() - 1)), { secret })).toEqual({ outcome: 'erased' })
  })

  test('needs a link of its own kind: a link for a new password erases nothing (S-H4)', async () => {
    const { visitor, member, ctx } = await anOpenRequest()
    const { issueToken } = await import('@/lib/auth/token')
    const secret = await issueToken(visitor, { accountId: member.accountId, purpose: 'reset_password', ttl: 3600 })
    expect(await confirmRequest(visitor, { secret })).toEqual({ outcome: 'invalid' })
    expect(await ctx.db.erasure.count()).toBe(0)
  })

  test('under a legal hold is kept, and staff carry the erasure out when the hold is lifted (DS-10)', async () => {
    const { ctx, visitor, member, requestId, secret } = await anOpenRequest()
    const hold = await ctx.db.legalHold.create({ data: { accountId: member.accountId, reason: 'Rechtsstreit' } })
    expect(await confirmRequest(visitor, { secret })).toEqual({ outcome: 'held' })
    expect(await confirmRequest(visitor, { secret })).toEqual({ outcome: 'done' })
    expect(await requestsOf(ctx, member.accountId)).toMatchObject([{ state: 'waits-for-hold' }])
    expect(await carryOutRequest(ctx, { requestId })).toEqual({ outcome: 'held' })
    await ctx.db.legalHold.update({ where: { id: hold.id }, data: { releasedAt: TEST_NOW } })
    expect(await carryOutRequest(ctx, { requestId })).toEqual({ outcome: 'erased' })
    expect(await carryOutRequest(ctx, { requestId })).toEqual({ outcome: 'not-open' })
    expect(await ctx.db.account.count({ where: { id: member.accountId } })).toBe(0)
  })
})

describe('staff', () => {
  test('cannot erase without the confirmation of the member', async () => {
    const { ctx, requestId, member } = await anOpenRequest()
    expect(await carryOutRequest(ctx, { requestId })).toEqual({ outcome: 'not-confirmed' })
    expect(await ctx.db.account.count({ where: { id: member.accountId } })).toBe(1)
  })

  test('send the mail again; only the newest link works (S-H3)', async () => {
    const { ctx, visitor, member, requestId, secret } = await anOpenRequest()
    expect(await resendIdentityCheck(ctx, { requestId })).toEqual({ outcome: 'sent' })
    expect(await ctx.db.outgoingMail.count({ where: { template: 'erasure-request-identity' } })).toBe(1)
    expect(await confirmRequest(visitor, { secret })).toEqual({ outcome: 'superseded' })
    const newest = await secretFromMail(ctx, member.accountId, 'erasure-request-identity')
    expect(await confirmRequest(visitor, { secret: newest })).toEqual({ outcome: 'erased' })
    expect(await resendIdentityCheck(ctx, { requestId })).toEqual({ outcome: 'not-open' })
  })

  test.each(['withdrawn', 'refused'] as const)(
    'close a request as %s with a reason; its link is void then',
    async (outcome) => {
      const { ctx, visitor, member, requestId, secret } = await anOpenRequest()
      expect(await closeRequest(ctx, { requestId, outcome, ground: 'unmet', reason: 'Nach Rücksprache' })).toEqual({
        outcome: 'closed',
      })
      expect(await closeRequest(ctx, { requestId, outcome, ground: 'unmet', reason: 'Noch einmal' })).toEqual({
        outcome: 'not-open',
      })
      expect(await confirmRequest(visitor, { secret })).toEqual({ outcome: 'withdrawn' })
      expect(await ctx.db.outgoingMail.count({ where: { template: 'erasure-request-identity' } })).toBe(0)
      expect(await requestsOf(ctx, member.accountId)).toMatchObject([
        { state: outcome, closingReason: 'Nach Rücksprache' },
      ])
      expect(await actsAbout(ctx, member.accountId)).toEqual(['request.opened', 'request.closed'])
      const again = await openRequest(ctx, { accountId: member.accountId, receivedOn })
      expect(again.outcome).toBe('opened')
    },
  )

  test('see the open requests by due day, the overdue ones marked the day after', async () => {
    const { ctx, requestId } = await anOpenRequest()
    const onDueDay = at(ctx, new Date('2026-12-20T22:59:00Z'))
    const dayAfter = at(ctx, new Date('2026-12-20T23:00:00Z'))
    expect((await listRequests(onDueDay)).requests).toMatchObject([{ id: requestId, isOverdue: false }])
    expect((await listRequests(dayAfter)).requests).toMatchObject([{ id: requestId, isOverdue: true }])
    const due = new Date('2026-12-20T23:00:00Z')
    expect((await listWork(onDueDay, { kind: 'request' })).entries).toMatchObject([
      { id: requestId, due, isOverdue: false },
    ])
    const lateBy = new Date(due.getTime() + 1)
    expect((await listWork(at(ctx, lateBy), { kind: 'request' })).entries).toMatchObject([
      { id: requestId, due, isOverdue: true },
    ])
    expect((await listRequests(ctx, { closed: true })).requests).toEqual([])
  })

  test('leave an audit row whenever they look at requests (S-D8)', async () => {
    const { ctx, member, requestId } = await anOpenRequest()
    await listRequests(ctx)
    await viewRequest(ctx, { requestId })
    const looks = await ctx.db.auditEvent.findMany({
      where: { act: { startsWith: 'member.' } },
      orderBy: { seq: 'asc' },
    })
    expect(looks).toMatchObject([
      { act: 'member.searched', actorKind: 'staff', details: { reason: 'request', shown: [member.accountId] } },
      {
        act: 'member.viewed',
        actorKind: 'staff',
        subjectId: member.accountId,
        details: { reason: 'request', requestId },
      },
    ])
  })

  test('find nothing under an address that is no id', async () => {
    const ctx = await staffContext()
    for (const requestId of ['x', '', '00000000-0000-0000-0000-000000000000', "'; DROP TABLE account; --"]) {
      expect(await viewRequest(ctx, { requestId })).toEqual({ outcome: 'unknown-request' })
    }
  })
})

describe('the forms', () => {
  const accountId = '01930000-0000-7000-8000-000000000000'

  test.each([
    ['a day that does not exist', { accountId, receivedOn: '2026-02-30', note: '' }],
    ['a day that does not exist', { accountId, receivedOn: '31.11.2026', note: '' }],
    ['an empty day', { accountId, receivedOn: '', note: '' }],
    ['an id that is none', { accountId: 'x', receivedOn, note: '' }],
    ['a note without end', { accountId, receivedOn, note: 'x'.repeat(1_001) }],
    ['an extra field', { accountId, receivedOn, note: '', identityConfirmedAt: '2026-11-20' }],
    ['a missing field', { accountId, receivedOn }],
  ])('of a new request refuses %s', (_, input) => {
    expect(openRequestSchema.safeParse(input).success).toBe(false)
  })

  test.each([
    ['no reason', { requestId: accountId, outcome: 'refused', reason: '  ' }],
    ['another outcome', { requestId: accountId, outcome: 'carried-out', reason: 'x' }],
  ])('of closing refuses %s', (_, input) => {
    expect(closeRequestSchema.safeParse(input).success).toBe(false)
  })
})
