import { existsSync, readdirSync } from 'node:fs'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { GET as ready } from '@/app/api/health/ready/route'
import { recordAuthorityTold } from '@/lib/accountability/breach-report'
import { checkAges, checkState } from '@/lib/accountability/check-state'
import { evidenceContent } from '@/lib/accountability/evidence-content'
import { historyOf } from '@/lib/accountability/history'
import { erasuresByMonth, upcomingDeadlines } from '@/lib/accountability/outlook'
import { type PromiseCheck } from '@/lib/accountability/promise-check'
import { promises } from '@/lib/accountability/promises'
import { lastResults, NOT_RUN, runChecks } from '@/lib/accountability/run-checks'
import { watchDuties } from '@/lib/accountability/watch-duties'
import { setRole } from '@/lib/accounts/set-role'
import { recordEvent } from '@/lib/audit/record-event'
import { type RequestKind } from '@/lib/codes'
import { database } from '@/lib/db/client'
import { eraseAccount } from '@/lib/erasure/erase-account'
import { announceVersions } from '@/lib/policies/announce-versions'
import { ensureFirstVersion } from '@/lib/policies/ensure-first-version'
import { objectToVersion } from '@/lib/policies/object-to-version'
import { aMember } from '../support/cast'
import { as, asPortal, at, testContext } from '../support/context'
import { owner } from '../support/owner'
import { duty, ownActor, publishNext } from '../support/policies'

/** Accountability (GDPR Art. 5(2)): for every promise a live check that says whether it is kept right now. */
const ctx = testContext()
beforeEach(() => ensureFirstVersion(ctx))

const later = at(ctx, new Date('2026-11-24T12:00:00Z'))

async function broken(): Promise<string[]> {
  await runChecks(asPortal(ctx))
  return [...(await lastResults(asPortal(ctx)))].filter(([, { found }]) => found !== 0).map(([id]) => id)
}

describe('the checks', () => {
  test('cover every promise, DS-01 to DS-12, in order, each with remedy and evidence that exists', () => {
    expect(promises.map(({ id }) => id)).toEqual(
      Array.from({ length: 12 }, (_, i) => `DS-${String(i + 1).padStart(2, '0')}`),
    )
    const ids = promises.flatMap(({ checks }) => checks.map(({ id }) => id))
    expect(new Set(ids).size).toBe(ids.length)
    for (const { evidence, checks, rule } of promises) {
      expect(checks.length).toBeGreaterThan(0)
      for (const file of evidence.filter((item) => item.startsWith('tests/'))) expect(existsSync(file), file).toBe(true)
      expect(
        rule({ inactivityPeriod: 'P1Y', responsePeriod: 'P28D', objectionPeriod: 'P28D', accessLogPeriod: 'P7D' }),
      ).not.toBe('')
    }
  })

  test('all hold in a portal with one member and staff', async () => {
    await aMember(ctx)
    await aPersonOfStaff('dpo')
    expect(await broken()).toEqual([])
    expect(await checkAges(asPortal(ctx))).toEqual({ broken: 0, stale: 0, checkedAt: ctx.now() })
  })

  test('every test of a promise is named as its proof, on the page and in the package', async () => {
    const { promises: issued } = await evidenceContent(asPortal(ctx), { from: '2026-11-01', until: '2026-11-23' })
    const named = issued.flatMap(({ id, evidence }) => evidence.map((proof) => `${id} ${proof}`))
    const tests = readdirSync('tests/policy').filter((name) => name.startsWith('ds-'))
    for (const name of tests) expect(named).toContain(`${name.slice(0, 5).toUpperCase()} tests/policy/${name}`)
    for (const { id } of promises)
      expect(
        tests.some((name) => name.startsWith(id.toLowerCase())),
        id,
      ).toBe(true)
  })
})

test('a check that a person has asked for has the time of a duty, not that of a page', async () => {
  const [check] = promises.flatMap(({ checks }) => checks)
  const find = vi.spyOn(check as PromiseCheck, 'find')
  await runChecks(asPortal(ctx))
  expect(find.mock.calls[0]?.[0].db).toBe(database('duty').db)
  find.mockRestore()
})

describe('what looks like a violation and is none', () => {
  test('whoever objected before the mail was queued gets none, and was not forgotten (DS-11)', async () => {
    const { accountId } = await aMember(ctx, { registeredAt: new Date('2026-11-01T12:00:00Z') })
    const before = at(ctx, new Date('2026-11-15T12:00:00Z'))
    await publishNext(before)
    const objected = await objectToVersion(as(before, ownActor({ accountId })), { accountId, versionNumber: 2 })
    expect(objected).toEqual({ outcome: 'objected' })
    await announceVersions(as(before, duty))
    expect(await broken()).not.toContain('not-announced')
  })

  test('an erasure that waits for the end of a restriction is not late (GDPR Art. 18)', async () => {
    const { accountId } = await aMember(ctx)
    await ctx.db.restriction.create({
      data: { accountId, ground: 'accuracy', reason: 'Prüfung', placedAt: ctx.now(), placedBy: accountId },
      select: { id: true },
    })
    expect(await eraseAccount(ctx, { accountId, reason: 'staff' })).toEqual({ outcome: 'held' })
    expect(await broken()).not.toContain('erasure-after-hold')
  })
})

/** What the database itself refuses is provoked by taking its guard away for a moment; the function returned puts it back. */
async function without(takeAway: string, violation: string, putBack: string): Promise<() => Promise<unknown>> {
  const pool = owner()
  for (const sql of [takeAway, violation]) await pool.query(sql)
  return () => pool.query(putBack)
}

/** An event is rewritten past its guard. */
async function rewriteLastEvent(): Promise<() => Promise<unknown>> {
  return without(
    'ALTER TABLE audit_event DISABLE TRIGGER USER',
    `UPDATE audit_event SET act = 'policy.objected' WHERE seq = (SELECT max(seq) FROM audit_event)`,
    'ALTER TABLE audit_event ENABLE TRIGGER USER',
  )
}

/** The 72 hours of a breach are over (DS-06). */
async function lateBreach(): Promise<string> {
  const { id } = await ctx.db.breach.create({
    data: {
      noticedAt: new Date('2026-11-16T12:00:00Z'),
      description: 'x',
      affectedKind: 'all',
      openedAt: ctx.now(),
      openedBy: crypto.randomUUID(),
    },
    select: { id: true },
  })
  await recordEvent(as(ctx, { kind: 'operator' }), 'breach.opened', { subjectId: id })
  return id
}

async function tellAuthority(breachId: string): Promise<void> {
  const accountId = await aPersonOfStaff('admin')
  const admin = as(ctx, { kind: 'member', accountId, role: 'admin', sessionId: crypto.randomUUID() })
  const told = { phase: 'first', toldAt: ctx.now(), delayReason: 'x' } as const
  expect(await recordAuthorityTold(admin, { breachId, ...told })).toEqual({ outcome: 'recorded' })
}

/** As the checks want it: with the row of the record. */
async function aPersonOfStaff(role: 'admin' | 'dpo'): Promise<string> {
  const { accountId } = await aMember(ctx)
  await setRole(as(ctx, { kind: 'operator' }), { accountId, role })
  return accountId
}

describe('what counts', () => {
  test('the last full day counts: erased on the day after the last day to answer is right', async () => {
    await ctx.db.$executeRaw`
      INSERT INTO erasure (account_id, erased_at, reason, counts, policy_version, notice_accepted_at, respond_by)
      VALUES (uuid_v7(), '2026-11-20 23:01Z', 'inactivity', '{}', 1, '2026-10-23 12:00Z', '2026-11-20')`
    expect(await broken()).not.toContain('erased-too-early')
  })
})

test('staff are told once when a check breaks, and the record says since when it is kept again', async () => {
  const dpo = await aPersonOfStaff('dpo')
  // The change of the team has told her as well, with another link.
  const about = {
    accountId: dpo,
    template: 'staff-alert',
    props: { path: ['url'], string_ends_with: '/admin/nachweis' },
  }
  const alerts = () => ctx.db.outgoingMail.count({ where: about })
  await runChecks(asPortal(ctx))
  expect(await alerts()).toBe(0)
  const id = await lateBreach()
  await Promise.all([runChecks(asPortal(ctx)), runChecks(asPortal(ctx))])
  await runChecks(asPortal(later))
  expect(await alerts()).toBe(1)
  const [mail] = await ctx.db.outgoingMail.findMany({ where: about })
  expect(JSON.stringify(mail?.props)).toContain('72 Stunden')
  expect((await lastResults(asPortal(ctx))).get('open-breaches-late')).toEqual({
    checkedAt: later.now(),
    found: 1,
    heldAt: ctx.now(),
    brokenSince: ctx.now(),
  })
  expect(await checkAges(asPortal(later))).toMatchObject({ broken: 1 })
  await tellAuthority(id)
  await runChecks(asPortal(later))
  expect((await lastResults(asPortal(ctx))).get('open-breaches-late')).toMatchObject({ found: 0, brokenSince: null })
  expect(await ctx.db.auditEvent.count({ where: { act: { in: ['promise.broken', 'promise.kept-again'] } } })).toBe(2)
})

describe('the history', () => {
  const from = '2026-11-20'
  const until = '2026-11-26'
  const days = async () => (await historyOf(asPortal(ctx), { from, until })).find(({ id }) => id === 'DS-06')
  const on = (day: string) => at(ctx, new Date(`${day}T12:00:00Z`))

  test('keeps day by day when a promise was kept, and since when it was broken', async () => {
    for (const day of ['2026-11-20', '2026-11-21']) await runChecks(asPortal(on(day)))
    const id = await lateBreach()
    for (const day of ['2026-11-23', '2026-11-24']) await runChecks(asPortal(on(day)))
    await tellAuthority(id)
    // A day on which it was broken once stays a day with a violation.
    for (const day of ['2026-11-24', '2026-11-25']) await runChecks(asPortal(on(day)))
    const history = await days()
    expect(history?.days).toEqual(['kept', 'kept', 'unchecked', 'broken', 'broken', 'kept', 'unchecked'])
    expect(history?.checks.find(({ checkId }) => checkId === 'open-breaches-late')).toEqual({
      checkId: 'open-breaches-late',
      checkedDays: 5,
      brokenDays: 2,
      breaks: [{ from: '2026-11-23', until: '2026-11-24', most: 1 }],
    })
    expect((await lastResults(asPortal(ctx))).get('open-breaches-late')?.heldAt).toEqual(
      new Date('2026-11-25T12:00:00Z'),
    )
  })

  test('a check that cannot be run counts as broken', async () => {
    const renamed = await without(
      'SELECT 1',
      'ALTER TABLE breach RENAME TO breach_away',
      'ALTER TABLE breach_away RENAME TO breach',
    )
    try {
      await runChecks(asPortal(ctx))
    } finally {
      await renamed()
    }
    expect((await lastResults(asPortal(ctx))).get('open-breaches-late')?.found).toBe(NOT_RUN)
    const security = (await historyOf(asPortal(ctx), { from, until })).find(({ id }) => id === 'DS-06')
    expect(security?.days[3]).toBe('broken')
  })
})

describe('readiness', () => {
  const inside = () =>
    new Request('http://portal.test/', { headers: { authorization: `Bearer ${process.env.CRON_SECRET}` } })
  const promisesOf = async () => ((await (await ready(inside())).json()) as { promises: object }).promises

  test('reads the last result and never verifies the chain itself', async () => {
    const live = at(ctx, new Date())
    await recordEvent(live, 'policy.accepted')
    await runChecks(asPortal(live))
    const putBack = await rewriteLastEvent()
    try {
      const verifications = await ctx.db.auditVerification.count()
      expect(await promisesOf()).toEqual({ broken: 0, stale: 0, checkedAt: live.now().toISOString() })
      expect(await ctx.db.auditVerification.count()).toBe(verifications)
      await runChecks(asPortal(live))
      // The chain, and the guard that was taken away.
      expect(await promisesOf()).toMatchObject({ broken: 2 })
    } finally {
      await putBack()
    }
  })
})

describe('the age of a result', () => {
  const hours = (count: number) => new Date(ctx.now().getTime() - count * 3_600_000)
  const all = promises.flatMap(({ checks }) => checks).length

  test.each([
    [25.9, 0, 'kept'],
    [26.1, 1, 'stale'],
    [24 * 30, 1, 'stale'],
    [-0.9, 0, 'kept'],
    [-1.1, 1, 'stale'],
  ])('of %d hours: %d broken', async (age, broken, state) => {
    await runChecks(asPortal(ctx))
    await ctx.db.promiseCheck.update({ where: { id: 'hold-review-due' }, data: { checkedAt: hours(age) } })
    expect(await checkAges(asPortal(ctx))).toMatchObject({ broken, stale: broken })
    const result = (await lastResults(asPortal(ctx))).get('hold-review-due')
    expect(checkState(result, ctx.now())).toBe(state)
    const counts = await watchDuties(asPortal(ctx))
    expect(counts).toEqual(broken ? { lateDuties: 0, staleChecks: 1 } : {})
  })

  test('a check without any result is broken once the portal is old enough to have made one', async () => {
    await runChecks(asPortal(ctx))
    await ctx.db.promiseCheck.delete({ where: { id: 'hold-review-due' } })
    expect(await checkAges(asPortal(ctx))).toEqual({ broken: 0, stale: 0, checkedAt: null })
    const old = at(ctx, new Date(Date.now() + 27 * 3_600_000))
    expect(await checkAges(asPortal(old))).toEqual({ broken: all, stale: all, checkedAt: null })
  })

  test('a broken check stays broken, whatever its age, and one that never ran says so', () => {
    const result = { checkedAt: hours(1), found: 2, heldAt: null, brokenSince: hours(1) }
    expect(checkState(result, ctx.now())).toBe('broken')
    expect(checkState({ ...result, checkedAt: hours(100) }, ctx.now())).toBe('broken')
    expect(checkState({ ...result, found: NOT_RUN }, ctx.now())).toBe('not-run')
    expect(checkState(undefined, ctx.now())).toBe('never')
  })
})

describe('what is to come and what was', () => {
  test('erasures by month and reason, whole months in Berlin, months without any too', async () => {
    const rows = [
      ['2026-09-30T21:59:00Z', 'self'],
      ['2026-09-30T22:00:00Z', 'inactivity'],
      ['2026-10-01T12:00:00Z', 'inactivity'],
      ['2026-11-05T12:00:00Z', 'self'],
    ] as const
    for (const [erasedAt, reason] of rows)
      await ctx.db.erasure.create({
        data: { accountId: crypto.randomUUID(), erasedAt: new Date(erasedAt), reason, counts: {} },
      })
    expect(await erasuresByMonth(asPortal(ctx), 4)).toEqual([
      { month: '2026-08', reasons: {}, all: 0 },
      { month: '2026-09', reasons: { self: 1 }, all: 1 },
      { month: '2026-10', reasons: { inactivity: 2 }, all: 2 },
      { month: '2026-11', reasons: { self: 1 }, all: 1 },
    ])
  })

  test('deadlines by week: what is over, what comes next, and how much in each week', async () => {
    const { accountId } = await aMember(ctx)
    const due = (kind: RequestKind, dueOn: string) =>
      ctx.db.dataRequest.create({
        data: { accountId, kind, receivedOn: new Date('2026-10-20'), dueOn: new Date(dueOn) },
      })
    await due('erasure', '2026-11-22')
    await due('access', '2026-11-23')
    await due('complaint', '2026-11-30')
    const [requests] = await upcomingDeadlines(asPortal(ctx))
    expect(requests).toEqual({
      kind: 'request',
      overdue: 1,
      weeks: [1, 1, 0, 0, 0, 0, 0, 0],
      nextOn: '2026-11-23',
    })
  })
})
