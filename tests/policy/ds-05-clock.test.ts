import { afterEach, describe, expect, it } from 'vitest'
import { closeRequest } from '@/lib/access-requests/close-request'
import { openRequest } from '@/lib/access-requests/open-request'
import { reportFrame } from '@/lib/access-requests/report-frame'
import { inactivity } from '@/lib/accountability/checks/ds-05-inactivity'
import { type ClockStopCause, clockRestsText, clockStopCauses, clockStopsOf } from '@/lib/accounts/clock-stops'
import { restoreMember, suspendMember } from '@/lib/accounts/suspend-member'
import { prepareBulkAct } from '@/lib/bulk-acts/prepare-bulk-act'
import { codesOf, requestKindLabels } from '@/lib/codes'
import { type PortalContext } from '@/lib/context'
import { addDays, berlinDay, startOfDay } from '@/lib/dates'
import { mailHooks } from '@/lib/duties'
import { eraseAccount } from '@/lib/erasure/erase-account'
import { receiveMail } from '@/lib/inbound/receive-mail'
import { settleInbound } from '@/lib/inbound/settle-inbound'
import { dryRun } from '@/lib/lifecycle/dry-run'
import { forecast } from '@/lib/lifecycle/forecast'
import { lifecycleOf } from '@/lib/lifecycle/lifecycle-status'
import { decideAppeal } from '@/lib/moderation/decide-appeal'
import { endMeasure } from '@/lib/moderation/end-measure'
import { fileAppeal } from '@/lib/moderation/file-appeal'
import { appealUntil } from '@/lib/moderation/periods'
import { reportContent } from '@/lib/moderation/report-content'
import { takeMeasure } from '@/lib/moderation/take-measure'
import { decideObjection } from '@/lib/policies/decide-objection'
import { aMember, type CastMember } from '../support/cast'
import { as, asPortal, asSelf, at, testContext } from '../support/context'
import { expectInvariants } from '../support/invariants'
import {
  acceptingTransport,
  afterFirstRun,
  berlin,
  deliverMail,
  existing,
  inactiveLife,
  notifiedMember,
  previewSweep,
  runSweep,
} from '../support/lifecycle'
import { owner } from '../support/owner'

/** DS-05: what stops the clock. While one cause stands, nobody is asked to sign in and nobody is erased for inactivity. */
const ctx = testContext()
const { registeredAt, noticeAt, dayAfter } = inactiveLife
const duringPeriod = berlin('2026-02-10T12:00')
const later = berlin('2026-03-20T12:00')

afterEach(() => expectInvariants(ctx))

type Way = {
  cause: ClockStopCause
  /** Stops the clock of the member at `then.now()`; returns how it ends, if by anybody's act. */
  stop(then: PortalContext, member: CastMember): Promise<(then: PortalContext) => Promise<unknown>>
}

const ways: Record<string, Way> = {
  'a legal hold': {
    cause: 'hold',
    stop: async (then, { accountId }) => {
      const { id } = await then.db.legalHold.create({ data: { accountId, reason: 'Klage', placedAt: then.now() } })
      return (end) => end.db.legalHold.update({ where: { id }, data: { releasedAt: end.now() } })
    },
  },
  'a restriction': {
    cause: 'restriction',
    stop: async (then, { accountId }) => {
      const placed = { ground: 'claims', reason: 'Test', placedAt: then.now(), placedBy: accountId } as const
      const { id } = await then.db.restriction.create({ data: { accountId, ...placed } })
      return (end) => end.db.restriction.update({ where: { id }, data: { toldAt: end.now(), liftedAt: end.now() } })
    },
  },
  'a suspension': {
    cause: 'suspension',
    stop: async (then, { accountId }) => {
      const admin = await staff(then)
      expect(await suspendMember(admin, { accountId, reason: 'Test' })).toEqual({ outcome: 'suspended' })
      return (end) => restoreMember(at(admin, end.now()), { accountId, reason: 'Geklärt' })
    },
  },
  ...Object.fromEntries(
    codesOf(requestKindLabels).map((kind): [string, Way] => [
      `an open request (${kind}), before the identity is confirmed`,
      {
        cause: 'request',
        stop: async (then, { accountId }) => {
          const admin = await staff(then)
          const opened = await openRequest(admin, { accountId, kind, receivedOn: berlinDay(then.now()) })
          if (opened.outcome !== 'opened') throw new Error(opened.outcome)
          const { requestId } = opened
          return (end) => closeRequest(at(admin, end.now()), { requestId, outcome: 'withdrawn', reason: 'Test' })
        },
      },
    ]),
  ),
  'a mail of the member that staff have not decided about': {
    cause: 'inbound',
    stop: async (then, { accountId, email }) => {
      const raw = Buffer.from(`From: ${email}\r\nTo: info@portal.test\r\nSubject: Frage\r\n\r\n${crypto.randomUUID()}`)
      await receiveMail(then, { raw, envelope: {}, receivedAt: then.now(), way: 'pipe' }, mailHooks)
      const { id: inboundId } = await then.db.inboundMail.findFirstOrThrow({ where: { accountId, settledAt: null } })
      return async (end) => settleInbound(await staff(end), { inboundId, decision: { outcome: 'answered' } }, mailHooks)
    },
  },
  'an objection without decision': { cause: 'objection', stop: (then, member) => anObjection(then, member, 'keep') },
  'an objection about which staff talk with the member': {
    cause: 'objection',
    stop: async (then, member) => {
      const decide = await anObjection(then, member, 'offer-erasure')
      await (await anObjectionDecision(then, member))('talk')
      return decide
    },
  },
  'an appeal that waits': {
    cause: 'complaint',
    stop: async (then, member) => {
      const measureId = await aMeasure(then, member)
      const own = as(then, { kind: 'member', accountId: member.accountId, role: 'member', sessionId: measureId })
      expect(await fileAppeal(own, { measureId, text: 'Zu Unrecht' })).toEqual({ outcome: 'filed' })
      const { id: appealId } = await then.db.appeal.findFirstOrThrow({ where: { measureId } })
      return async (end) => {
        const judge = await staff(end)
        expect(await decideAppeal(judge, { appealId, decision: 'rejected', answer: 'Bleibt' })).toEqual({
          outcome: 'rejected',
        })
      }
    },
  },
  'a report by the member in an open case': {
    cause: 'report',
    stop: async (then, { accountId }) => {
      const own = as(then, { kind: 'member', accountId, role: 'member', sessionId: accountId })
      const content = { kind: 'publication', id: crypto.randomUUID(), authorId: null } as const
      const reported = await reportContent(own, { content, category: 'spam', explanation: 'Werbung' })
      if (reported.outcome !== 'reported') throw new Error(reported.outcome)
      const id = reported.caseId
      return (end) =>
        end.db.moderationCase.update({ where: { id }, data: { closedAt: end.now(), outcome: 'none', reason: 'x' } })
    },
  },
  'a measure that can still be appealed': {
    cause: 'appeal-period',
    stop: async (then, member) => {
      const measureId = await aMeasure(then, member)
      return async (end) => endMeasure(await staff(end), { measureId, reason: 'Aufgehoben' })
    },
  },
}

describe.each(Object.entries(ways))('%s', (_, { cause, stop }) => {
  it('stops the notice, and a notice follows when it is over', async () => {
    const member = await aMember(ctx, { registeredAt })
    const end = await stop(at(ctx, noticeAt), member)
    expect(await runSweep(at(ctx, noticeAt))).toMatchObject({ notified: 0, erased: 0 })
    expect(await previewSweep(at(ctx, noticeAt))).toMatchObject({ does: { notices: 0 }, notices: [] })
    await end(at(ctx, duringPeriod))
    expect(await runSweep(at(ctx, new Date(duringPeriod.getTime() + 1)))).toMatchObject({ notified: 1 })
  })

  it('stops the erasure of a member whose answer is overdue; the notice is superseded, a new one follows', async () => {
    const member = await aMember(ctx, { registeredAt })
    await notifiedMember(ctx, member, noticeAt)
    const end = await stop(at(ctx, duringPeriod), member)
    expect((await dryRun(asPortal(at(ctx, noticeAt)), { asOf: '2026-03-10' })).does).toMatchObject({ erasures: 0 })
    expect(await runSweep(at(ctx, dayAfter))).toMatchObject({ erased: 0, notified: 0, superseded: 1, failed: 0 })
    expect(await existing(ctx, [member])).toHaveLength(1)
    await end(at(ctx, later))
    expect(await runSweep(at(ctx, new Date(later.getTime() + 1)))).toMatchObject({ erased: 0, notified: 1 })
    await deliverMail(at(ctx, new Date(later.getTime() + 1)))
    expect(await runSweep(at(ctx, berlin('2026-04-17T23:59')))).toMatchObject({ erased: 0 })
    expect(await runSweep(at(ctx, berlin('2026-04-18T00:00')))).toMatchObject({ erased: 1 })
    expect(await erasedWhileStopped()).toBe(0)
    // Had that been so before the end of the cause, the record would say it.
    if (await isRecorded(member)) {
      await owner().query('ALTER TABLE erasure DISABLE TRIGGER erasure_append_only')
      await owner().query('UPDATE erasure SET notice_accepted_at = $1', [noticeAt])
      await owner().query('ALTER TABLE erasure ENABLE TRIGGER erasure_append_only')
      expect(await erasedWhileStopped()).toBe(1)
    }
  })

  it('counts also when it began and ended between two runs', async () => {
    const member = await aMember(ctx, { registeredAt })
    await notifiedMember(ctx, member, noticeAt)
    const end = await stop(at(ctx, duringPeriod), member)
    await end(at(ctx, new Date(duringPeriod.getTime() + 60_000)))
    expect(await runSweep(at(ctx, dayAfter))).toMatchObject({ erased: 0, superseded: 1 })
    expect(await runSweep(at(ctx, dayAfter))).toMatchObject({ erased: 0, notified: 1, superseded: 0 })
  })

  it('withdraws a mail that has not left, at the sweep and at the dispatch', async () => {
    const members = [await aMember(ctx, { registeredAt }), await aMember(ctx, { registeredAt })]
    await deliverMail(at(ctx, registeredAt))
    await runSweep(at(ctx, noticeAt))
    for (const member of members) await stop(at(ctx, noticeAt), member)
    const transport = acceptingTransport()
    await deliverMail(at(ctx, noticeAt), transport)
    expect(transport.sent.filter(({ subject }) => subject.includes('melden'))).toEqual([])
    expect(await ctx.db.inactivityNotice.count({ where: { acceptedAt: { not: null } } })).toBe(0)
    expect(await runSweep(at(ctx, dayAfter))).toMatchObject({ superseded: 2 })
    expect(await ctx.db.outgoingMail.count({ where: { template: 'inactivity-notice' } })).toBe(0)
  })

  it('is not in the forecast, is no violation, and keeps the member out of a bulk erasure', async () => {
    const member = await aMember(ctx, { registeredAt })
    await notifiedMember(ctx, member, noticeAt)
    await stop(at(ctx, duringPeriod), member)
    const days = await forecast(asPortal(at(ctx, duringPeriod)), 30)
    expect(days.filter(({ notices, erasures }) => notices + erasures > 0)).toEqual([])
    const check = inactivity.checks.find(({ id }) => id === 'past-deletion-day')
    expect(await check?.find(at(ctx, later))).toBe(0)
    const prepared = await prepareBulkAct(await staff(at(ctx, later)), {
      kind: 'erase',
      reason: 'Test',
      choice: { list: member.email },
    })
    expect(prepared).toEqual({ outcome: 'nobody' })
    await runSweep(at(ctx, later))
  })

  it('is told to the member and to staff instead of a day', async () => {
    const member = await aMember(ctx, { registeredAt })
    await notifiedMember(ctx, member, noticeAt)
    const end = await stop(at(ctx, duringPeriod), member)
    const status = await lifecycleOf(asSelf(at(ctx, duringPeriod), member.accountId), member.accountId)
    expect(status?.stops.map((one) => one.cause)).toContain(cause)
    expect(status).toMatchObject({ status: 'rests', text: expect.stringMatching(/^Die Frist ruht, weil /) })
    expect(status).not.toHaveProperty('eraseAfter')
    expect(await reportFrame(asSelf(at(ctx, duringPeriod), member.accountId), member.accountId)).toMatchObject({
      erasedOn: undefined,
    })
    await end(at(ctx, later))
    const after = at(ctx, new Date(later.getTime() + 1))
    expect(await lifecycleOf(asSelf(after, member.accountId), member.accountId)).toMatchObject({
      status: 'due',
      stops: [],
    })
    // A new notice, accepted today, and 28 whole days.
    expect(await reportFrame(asSelf(after, member.accountId), member.accountId)).toMatchObject({
      erasedOn: '2026-04-18',
    })
    await runSweep(after)
  })

  it('does not delay what the person asks for, unless it is a hold', async () => {
    const member = await aMember(ctx, { registeredAt })
    await stop(at(ctx, noticeAt), member)
    const outcome = cause === 'hold' ? 'held' : 'erased'
    expect(await eraseAccount(at(ctx, noticeAt), { accountId: member.accountId, reason: 'self' })).toEqual({ outcome })
  })

  it.each(['inactivity', 'unconfirmed', 'staff'] as const)(
    'delays an erasure for another reason: %s',
    async (reason) => {
      const member = await aMember(ctx, { registeredAt })
      await stop(at(ctx, noticeAt), member)
      expect(await eraseAccount(at(ctx, noticeAt), { accountId: member.accountId, reason })).toEqual({
        outcome: 'held',
      })
      expect(await existing(ctx, [member])).toHaveLength(1)
      await ctx.db.pendingErasure.deleteMany()
    },
  )
})

it('every cause has its way in this table', () => {
  expect([...new Set(Object.values(ways).map(({ cause }) => cause))].sort()).toEqual([...clockStopCauses].sort())
})

describe('a registration that nobody confirmed (DS-03)', () => {
  it('stays while its account is held', async () => {
    await afterFirstRun(at(ctx, registeredAt))
    const member = await aMember(ctx, { registeredAt, confirmed: false })
    const { id } = await ctx.db.legalHold.create({ data: { accountId: member.accountId, reason: 'Klage' } })
    // The run would be refused by the guard of the erasure too; the preview by that of the choice alone.
    expect((await previewSweep(at(ctx, noticeAt))).does).toMatchObject({ unconfirmed: 0 })
    expect(await runSweep(at(ctx, noticeAt))).toMatchObject({ unconfirmed: 0 })
    await ctx.db.legalHold.update({ where: { id }, data: { releasedAt: noticeAt } })
    expect(await runSweep(at(ctx, noticeAt))).toMatchObject({ unconfirmed: 1 })
  })
})

describe('the time to appeal', () => {
  it.each(['2025-08-31', '2025-08-29', '2025-09-30T23:59', '2025-10-26T02:30', '2025-12-31', '2026-01-15T00:00'])(
    'of a measure of %s ends for the clock on the day on which it ends for the author',
    async (started) => {
      const member = await aMember(ctx, { registeredAt: berlin('2024-01-01') })
      await aMeasure(at(ctx, berlin(started)), member)
      const lastDay = appealUntil(berlin(started))
      const nextDay = startOfDay(addDays(lastDay, 1))
      const stops = await clockStopsOf(at(ctx, berlin(started)), member.accountId)
      expect(stops).toEqual([{ cause: 'appeal-period', lastDay }])
      expect(await runSweep(at(ctx, new Date(nextDay.getTime() - 1)))).toMatchObject({ notified: 0 })
      expect(await runSweep(at(ctx, nextDay))).toMatchObject({ notified: 1 })
    },
  )

  it('is in the forecast: the notice is due when it ends', async () => {
    const member = await aMember(ctx, { registeredAt })
    await aMeasure(at(ctx, berlin('2025-09-05')), member)
    const days = await forecast(asPortal(at(ctx, berlin('2026-02-20'))), 30)
    expect(days.filter(({ notices }) => notices > 0)).toEqual([{ day: '2026-03-06', notices: 1, erasures: 0 }])
    expect(await runSweep(at(ctx, berlin('2026-03-05')))).toMatchObject({ notified: 0 })
    expect(await runSweep(at(ctx, berlin('2026-03-06')))).toMatchObject({ notified: 1 })
  })
})

it('says in one sentence why the clock stands still', () => {
  expect(clockRestsText([{ cause: 'suspension', lastDay: null }])).toBe('Die Frist ruht, weil das Konto gesperrt ist.')
  expect(
    clockRestsText([
      { cause: 'appeal-period', lastDay: '2027-05-30' },
      { cause: 'request', lastDay: null },
    ]),
  ).toBe(
    'Die Frist ruht, weil ein Anliegen zum Datenschutz noch offen ist und weil gegen eine Entscheidung der Moderation bis zum 30. Mai 2027 noch Beschwerde möglich ist.',
  )
})

it('one row of account_standing tells everything about one account', async () => {
  const [busy, idle] = [await aMember(ctx, { registeredAt }), await aMember(ctx, { registeredAt })]
  for (const { stop } of Object.values(ways).filter(({ cause }) => cause !== 'hold' && cause !== 'appeal-period'))
    await stop(at(ctx, noticeAt), busy).catch(() => undefined)
  await aMeasure(at(ctx, noticeAt), busy)
  const rows = await ctx.db.$queryRaw<object[]>`
    SELECT is_held, is_restricted, is_suspended, has_open_request, has_open_objection, has_open_complaint,
      appeal_until::text IS NOT NULL AS may_appeal, clock_stops_until::text AS until
    FROM account_standing WHERE account_id IN (${busy.accountId}::uuid, ${idle.accountId}::uuid) ORDER BY until`
  expect(rows).toEqual([
    {
      is_held: false,
      is_restricted: false,
      is_suspended: false,
      has_open_request: false,
      has_open_objection: false,
      has_open_complaint: false,
      may_appeal: false,
      until: '-infinity',
    },
    {
      is_held: false,
      is_restricted: true,
      is_suspended: true,
      has_open_request: true,
      has_open_objection: true,
      has_open_complaint: true,
      may_appeal: true,
      until: 'infinity',
    },
  ])
})

function erasedWhileStopped() {
  return inactivity.checks.find(({ id }) => id === 'erased-while-stopped')?.find(at(ctx, berlin('2026-04-18T12:00')))
}

/** Was the clock stopped by a verb, and not by a row of this test? */
async function isRecorded({ accountId }: CastMember): Promise<boolean> {
  const told = {
    OR: [
      { act: 'content.reported', actorId: accountId },
      { subjectId: accountId, act: { in: stopActs } },
    ],
  }
  return (await ctx.db.auditEvent.count({ where: told })) > 0
}

const stopActs = ['account.suspended', 'request.opened', 'policy.objected', 'moderation.appealed']

/** An admin who never falls due in these tests. */
async function staff(then: PortalContext): Promise<PortalContext> {
  const { accountId } = await aMember(ctx, { role: 'admin', registeredAt: new Date(then.now().getTime() - 3_600_000) })
  return as(then, { kind: 'member', accountId, role: 'admin', sessionId: crypto.randomUUID() })
}

async function aMeasure(then: PortalContext, { accountId }: CastMember): Promise<string> {
  const content = { kind: 'publication', id: crypto.randomUUID(), authorId: accountId } as const
  const staffId = crypto.randomUUID()
  const measure = {
    content,
    caseId: null,
    act: 'hide',
    ground: 'terms',
    reason: 'x',
    staffId,
    isReported: false,
  } as const
  expect(await takeMeasure(then, measure)).toMatchObject({ outcome: 'taken' })
  const { id } = await then.db.contentMeasure.findFirstOrThrow({ where: { contentId: content.id } })
  return id
}

/** Only the row: how an objection comes about is told in ds-11-objection. */
async function anObjection(then: PortalContext, { accountId }: CastMember, decision: 'keep' | 'offer-erasure') {
  const received = { receivedOn: then.now(), enteredAt: then.now() }
  const { id } = await then.db.policyObjection.create({ data: { accountId, versionNumber: 1, ...received } })
  return async (end: PortalContext) => {
    const result = await decideObjection(await staff(end), { objectionId: id, decision })
    expect(result).toEqual({ outcome: 'decided' })
  }
}

async function anObjectionDecision(then: PortalContext, { accountId }: CastMember) {
  const { id: objectionId } = await then.db.policyObjection.findFirstOrThrow({ where: { accountId } })
  return async (decision: 'talk') => decideObjection(await staff(then), { objectionId, decision })
}
