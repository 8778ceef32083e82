import { afterEach, describe, expect, it } from 'vitest'
import { addDays, startOfDay } from '@/lib/dates'
import { confirmStoppedRun } from '@/lib/lifecycle/confirm-stopped-run'
import { forecast } from '@/lib/lifecycle/forecast'
import { sweep } from '@/lib/lifecycle/sweep'
import { Refused } from '@/lib/result'
import { aMember } from '../support/cast'
import { as, at, testContext } from '../support/context'
import { expectInvariants } from '../support/invariants'
import { afterFirstRun, berlin, deliverMail, runSweep, system } from '../support/lifecycle'

/** DS-05: a run that would do far more than usual stops before it acts; people decide. */
const ctx = testContext()
const operator = as(ctx, { kind: 'operator' })
const registeredAt = berlin('2025-01-01')
const noticeDay = berlin('2026-02-01T04:15')
const erasureDay = berlin('2026-03-02T04:15')

afterEach(() => expectInvariants(ctx))

describe('the brake for notices', () => {
  it('lets 50 pass, however few accounts there are', async () => {
    await accounts(50)
    expect(await runSweep(at(ctx, noticeDay))).toMatchObject({ outcome: 'finished', notified: 50 })
  })

  it('stops at 51 of 51, tells admins and the data protection officer once, and touches nothing', async () => {
    const admin = await aMember(ctx, { role: 'admin' })
    const dpo = await aMember(ctx, { role: 'dpo' })
    await aMember(ctx, { role: 'moderator' })
    await accounts(51)
    await ctx.db.outgoingMail.deleteMany()
    const stopped = await runSweep(at(ctx, noticeDay))
    expect(stopped).toMatchObject({ outcome: 'stopped', brake: 'too-many-notices', notified: 0, erased: 0 })
    expect(await ctx.db.inactivityNotice.count()).toBe(0)
    const alerts = await ctx.db.outgoingMail.findMany({ select: { accountId: true, template: true } })
    expect(alerts.map(({ accountId }) => accountId).sort()).toEqual([admin.accountId, dpo.accountId].sort())
    expect(new Set(alerts.map(({ template }) => template))).toEqual(new Set(['staff-alert']))
    expect(await ctx.db.sweepRun.findFirst()).toMatchObject({
      brake: 'too-many-notices',
      brakeDetails: { accounts: 54, notices: { due: 51, allowed: 50 } },
    })
    expect(await ctx.db.auditEvent.count({ where: { act: 'lifecycle.sweep-stopped' } })).toBe(1)
    await runSweep(at(ctx, noticeDay))
    expect(await ctx.db.outgoingMail.count()).toBe(2)
  })

  it('allows 10 % of a large portal', async () => {
    await accounts(60)
    await accounts(540, { since: berlin('2025-12-01') })
    expect(await runSweep(at(ctx, noticeDay))).toMatchObject({ outcome: 'finished', notified: 60 })
  })
})

describe('the brake for erasures', () => {
  it('stops at 51 of 51 and allows 2 % of a large portal', async () => {
    await dueForErasure(51)
    expect(await runSweep(at(ctx, erasureDay))).toMatchObject({ outcome: 'stopped', brake: 'too-many-erasures' })
    expect(await ctx.db.account.count()).toBe(51)
    await accounts(2_499, { since: berlin('2025-12-01') })
    expect(await runSweep(at(ctx, erasureDay))).toMatchObject({ outcome: 'finished', erased: 51 })
  })

  it('goes on once after staff confirmed, and only for what they saw', async () => {
    await dueForErasure(60)
    const stopped = await runSweep(at(ctx, erasureDay))
    const then = at(operator, erasureDay)
    await expect(
      confirmStoppedRun(
        as(then, { kind: 'member', accountId: stopped.runId, role: 'moderator', sessionId: stopped.runId }),
        stopped,
      ),
    ).rejects.toThrow(Refused)
    expect(await confirmStoppedRun(then, stopped)).toEqual({ outcome: 'confirmed' })
    expect(await confirmStoppedRun(then, stopped)).toEqual({ outcome: 'already-confirmed' })
    const finished = await runSweep(at(ctx, erasureDay))
    expect(finished).toMatchObject({ outcome: 'finished', erased: 60 })
    expect(await ctx.db.sweepRun.findUnique({ where: { id: stopped.runId } })).toMatchObject({
      confirmationUsedBy: finished.runId,
    })
    expect(await confirmStoppedRun(then, finished)).toEqual({ outcome: 'not-stopped' })
    await dueForErasure(60)
    expect(await runSweep(at(ctx, erasureDay))).toMatchObject({ outcome: 'stopped' })
  })

  it('stops again if far more is due than staff confirmed, or the confirmation is older than a week', async () => {
    await dueForErasure(60)
    await confirmStoppedRun(at(operator, erasureDay), await runSweep(at(ctx, erasureDay)))
    expect(await runSweep(at(ctx, startOfDay(addDays('2026-03-02', 9))))).toMatchObject({ outcome: 'stopped' })
    await ctx.db.sweepRun.updateMany({ data: { confirmedAt: null } })
    await confirmStoppedRun(at(operator, erasureDay), await runSweep(at(ctx, erasureDay)))
    await dueForErasure(7)
    expect(await runSweep(at(ctx, erasureDay))).toMatchObject({ outcome: 'stopped' })
  })

  it('keeps the confirmation while its run could not finish: out of time or killed', async () => {
    await dueForErasure(60)
    await confirmStoppedRun(at(operator, erasureDay), await runSweep(at(ctx, erasureDay)))
    const cut = await runSweep(at(ctx, erasureDay), { maxDurationMs: 0 })
    expect(cut).toMatchObject({ outcome: 'out-of-time', erased: 0 })
    const killed = await ctx.db.sweepRun.create({ data: { trigger: 'cron', startedAt: erasureDay } })
    await ctx.db.sweepRun.updateMany({ where: { confirmedAt: { not: null } }, data: { confirmationUsedBy: killed.id } })
    expect(await runSweep(at(ctx, erasureDay))).toMatchObject({ outcome: 'finished', erased: 60 })
  })
})

describe('the brake for clocks (R-T4)', () => {
  it.each([
    ['a day ahead', 86_400],
    ['two years ahead', 2 * 365 * 86_400],
    ['a day behind', -86_400],
    ['61 seconds ahead', 61],
  ])('stops when the portal is %s of the database', async (_, seconds) => {
    await accounts(1, { since: berlin('2020-01-01') })
    const wrong = at(as(ctx, system), new Date((await databaseClock()).getTime() + seconds * 1000))
    expect(await sweep(wrong, { trigger: 'cron' })).toMatchObject({ outcome: 'stopped', brake: 'clock-differs' })
    expect(await ctx.db.inactivityNotice.count()).toBe(0)
  })

  it('lets a minute pass', async () => {
    const right = at(as(ctx, system), new Date((await databaseClock()).getTime() + 50_000))
    expect(await sweep(right, { trigger: 'cron' })).toMatchObject({ outcome: 'finished' })
  })
})

describe('a run that is out of time', () => {
  it('says so, and the next one goes on', async () => {
    await accounts(3)
    expect(await runSweep(at(ctx, noticeDay), { maxDurationMs: 0 })).toMatchObject({
      outcome: 'out-of-time',
      notified: 0,
    })
    expect(await runSweep(at(ctx, noticeDay))).toMatchObject({ outcome: 'finished', notified: 3 })
  })
})

describe('the forecast', () => {
  it('uses the predicates of the sweep: what it foresees for a day is what the sweep then does', async () => {
    await afterFirstRun(at(ctx, registeredAt))
    await accounts(4, { since: berlin('2025-02-10T23:59') })
    await accounts(2, { since: berlin('2025-02-11T00:00') })
    await accounts(3)
    await runSweep(at(ctx, noticeDay))
    await deliverMail(at(ctx, noticeDay))
    const days = await forecast(at(ctx, berlin('2026-02-05')), 30)
    expect(days).toHaveLength(30)
    expect(days[0]).toEqual({ day: '2026-02-05', notices: 0, erasures: 0 })
    expect(days.filter(({ notices, erasures }) => notices + erasures > 0)).toEqual([
      { day: '2026-02-11', notices: 4, erasures: 0 },
      { day: '2026-02-12', notices: 2, erasures: 0 },
      { day: '2026-03-02', notices: 0, erasures: 3 },
    ])
    expect((await forecast(at(ctx, berlin('2026-02-20')), 3))[0]).toEqual({
      day: '2026-02-20',
      notices: 6,
      erasures: 0,
    })
    expect(await runSweep(at(ctx, berlin('2026-02-11')))).toMatchObject({ notified: 4 })
    expect(await runSweep(at(ctx, berlin('2026-02-12')))).toMatchObject({ notified: 2 })
    expect(await runSweep(at(ctx, berlin('2026-03-02')))).toMatchObject({ erased: 3 })
  })
})

let batch = 0

/** Confirmed accounts in one statement, where their number matters and not their way. */
async function accounts(count: number, { since = registeredAt }: { since?: Date } = {}): Promise<void> {
  batch += 1
  await ctx.db.$executeRaw`
    INSERT INTO account (email, surname, given_name, member_group, password_hash, registered_at, email_confirmed_at)
    SELECT 'nummer.' || i || '.' || ${batch}::int || '@beispiel.test', 'Muster', 'Max', 'private_person', 'x', ${since}::timestamptz, ${since}::timestamptz
    FROM generate_series(1, ${count}::int) AS i`
}

/** Notified by a confirmed run and accepted, so that the time to answer ends on 1 March 2026. */
async function dueForErasure(count: number): Promise<void> {
  await accounts(count)
  const first = await runSweep(at(ctx, noticeDay))
  if (first.outcome === 'stopped') {
    await confirmStoppedRun(at(operator, noticeDay), first)
    await runSweep(at(ctx, noticeDay))
  }
  await deliverMail(at(ctx, noticeDay))
}

async function databaseClock(): Promise<Date> {
  const [row] = await ctx.db.$queryRaw<{ now: Date }[]>`SELECT clock_timestamp() AS now`
  return row?.now as Date
}
