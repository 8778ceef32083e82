import { afterEach, describe, expect, it } from 'vitest'
import { type SweepTrigger } from '@/lib/codes'
import { type PortalContext } from '@/lib/context'
import { addDays, startOfDay } from '@/lib/dates'
import { type Role } from '@/lib/db/generated/enums'
import { runDoes } from '@/lib/lifecycle/brake-words'
import {
  confirmStoppedRun,
  openConfirmation,
  spendConfirmation,
  withdrawConfirmation,
} from '@/lib/lifecycle/confirm-stopped-run'
import { forecast } from '@/lib/lifecycle/forecast'
import { type SweepResult, sweep } from '@/lib/lifecycle/sweep'
import { isHeldByRefusals } from '@/lib/policies/held-by-refusals'
import { Refused } from '@/lib/result'
import { aMember } from '../support/cast'
import { as, asPortal, at, testContext } from '../support/context'
import { expectInvariants } from '../support/invariants'
import { afterFirstRun, berlin, deliverMail, previewSweep, runSweep, system } from '../support/lifecycle'

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
    const stopped = await stoppedRun(at(ctx, erasureDay))
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
    expect(await confirmStoppedRun(then, { ...finished, number: 60 })).toEqual({ outcome: 'not-stopped' })
    await dueForErasure(60)
    expect(await runSweep(at(ctx, erasureDay))).toMatchObject({ outcome: 'stopped' })
  })

  it('stops again if far more is due than staff confirmed, or the confirmation is older than a week', async () => {
    await dueForErasure(60)
    await confirmStoppedRun(at(operator, erasureDay), await stoppedRun(at(ctx, erasureDay)))
    expect(await runSweep(at(ctx, startOfDay(addDays('2026-03-02', 9))))).toMatchObject({ outcome: 'stopped' })
    await ctx.db.sweepRun.updateMany({ data: { confirmedAt: null } })
    await confirmStoppedRun(at(operator, erasureDay), await stoppedRun(at(ctx, erasureDay)))
    await dueForErasure(7)
    expect(await runSweep(at(ctx, erasureDay))).toMatchObject({ outcome: 'stopped' })
  })

  it('keeps the confirmation while its run could not finish: out of time or killed', async () => {
    await dueForErasure(60)
    await confirmStoppedRun(at(operator, erasureDay), await stoppedRun(at(ctx, erasureDay)))
    const cut = await runSweep(at(ctx, erasureDay), { maxDurationMs: 0 })
    expect(cut).toMatchObject({ outcome: 'out-of-time', erased: 0 })
    const killed = await ctx.db.sweepRun.create({ data: { trigger: 'cron', startedAt: erasureDay } })
    await ctx.db.sweepRun.updateMany({ where: { confirmedAt: { not: null } }, data: { confirmationUsedBy: killed.id } })
    expect(await runSweep(at(ctx, erasureDay))).toMatchObject({ outcome: 'finished', erased: 60 })
  })
})

describe('the brake for registrations that nobody confirmed (DS-03)', () => {
  const weekLater = berlin('2026-02-10T04:15')

  it('lets 50 pass and stops at 51 of 51', async () => {
    await afterFirstRun(at(ctx, registeredAt))
    await accounts(50, { since: noticeDay, confirmed: false })
    expect(await runSweep(at(ctx, weekLater))).toMatchObject({ outcome: 'finished', unconfirmed: 50 })
    await accounts(51, { since: noticeDay, confirmed: false })
    expect(await runSweep(at(ctx, weekLater))).toMatchObject({ outcome: 'stopped', brake: 'too-many-unconfirmed' })
    expect(await ctx.db.account.count()).toBe(51)
    const stopped = await stoppedRun(at(ctx, weekLater))
    expect(await confirmStoppedRun(at(operator, weekLater), stopped)).toEqual({ outcome: 'confirmed' })
    expect(await runSweep(at(ctx, weekLater))).toMatchObject({ outcome: 'finished', unconfirmed: 51 })
  })

  it('allows 2 % of a large portal', async () => {
    await afterFirstRun(at(ctx, registeredAt))
    await accounts(51, { since: noticeDay, confirmed: false })
    await accounts(2_499, { since: berlin('2025-12-01') })
    expect(await runSweep(at(ctx, weekLater))).toMatchObject({ outcome: 'finished', unconfirmed: 51 })
  })
})

describe('the preview and the run decide by one function', () => {
  it('stopped, confirmed, used up: the preview says what the next run does', async () => {
    await afterFirstRun(at(ctx, registeredAt))
    const admin = await staff('admin')
    await accounts(750)
    await accounts(20, { since: noticeDay, confirmed: false })
    const then = at(ctx, berlin('2026-02-10T04:15'))
    expect(await previewSweep(then)).toMatchObject({
      brake: 'too-many-notices',
      does: { notices: 0, erasures: 0, unconfirmed: 0 },
    })
    const stopped = await stoppedRun(then)
    expect(await confirmStoppedRun(at(admin, then.now()), stopped)).toEqual({ outcome: 'confirmed' })
    const preview = await previewSweep(then)
    expect(preview).not.toHaveProperty('brake')
    expect(preview).toMatchObject({
      confirmation: { passes: 'too-many-notices', confirmedAt: then.now(), confirmedBy: 'Erika Muster' },
      does: { notices: 750, erasures: 0, unconfirmed: 20 },
    })
    expect(runDoes(preview.does)).toBe('schreibt 750 Mitgliedern und löscht 20 unbestätigte Registrierungen')
    expect(await runSweep(then)).toMatchObject({ outcome: 'finished', notified: 750, unconfirmed: 20 })
    expect(await previewSweep(then)).toMatchObject({ does: { notices: 0, erasures: 0, unconfirmed: 0 } })
  })

  it('one of each is as much work as many', async () => {
    await dueForErasure(1)
    await accounts(1, { since: berlin('2025-01-20') })
    await accounts(1, { since: noticeDay, confirmed: false })
    const then = at(ctx, erasureDay)
    expect(await previewSweep(then)).toMatchObject({ does: { notices: 1, erasures: 1, unconfirmed: 1 } })
    expect(await runSweep(then)).toMatchObject({ outcome: 'finished', notified: 1, erased: 1, unconfirmed: 1 })
  })

  it('the first run of an installation: nothing is erased, and the preview says so', async () => {
    await dueForErasure(3)
    await accounts(2, { since: noticeDay, confirmed: false })
    await ctx.db.sweepRun.updateMany({ data: { error: 'made to look unfinished' } })
    expect(await previewSweep(at(ctx, erasureDay))).toMatchObject({
      restraint: 'first-run',
      readings: { erasures: { due: 3 }, unconfirmed: { due: 2 } },
      does: { notices: 0, erasures: 0, unconfirmed: 0 },
    })
    expect(await runSweep(at(ctx, erasureDay))).toMatchObject({ restraint: 'first-run', erased: 0, unconfirmed: 0 })
    expect(await previewSweep(at(ctx, erasureDay))).toMatchObject({
      restraint: 'none',
      does: { notices: 0, erasures: 3, unconfirmed: 2 },
    })
    expect(await runSweep(at(ctx, erasureDay))).toMatchObject({ restraint: 'none', erased: 3, unconfirmed: 2 })
  })
})

describe('a stopped run is confirmed by another person than its starter', () => {
  const none = { outcome: 'confirmed' }
  it.each<[string, SweepTrigger, 'starter' | 'another' | 'operator', object | 'refused']>([
    ['cron: an admin', 'cron', 'another', none],
    ['scheduler: an admin', 'scheduler', 'another', none],
    ['cron: the operator', 'cron', 'operator', none],
    ['staff: the starter', 'staff', 'starter', { outcome: 'same-person' }],
    ['staff: another admin', 'staff', 'another', none],
    ['staff: the operator', 'staff', 'operator', none],
    ['operator: an admin', 'operator', 'another', none],
    ['operator: the operator', 'operator', 'operator', { outcome: 'same-person' }],
  ])('%s', async (_, trigger, who, outcome) => {
    const people = { starter: await staff('admin'), another: await staff('admin'), operator }
    await accounts(51)
    const by = trigger === 'staff' ? people.starter : trigger === 'operator' ? operator : as(ctx, system)
    const stopped = await sweep(at(by, noticeDay), { trigger, readDatabaseClock: async () => noticeDay })
    if (stopped.outcome !== 'stopped') throw new Error(stopped.outcome)
    expect(await confirmStoppedRun(at(people[who], noticeDay), stopped)).toEqual(outcome)
  })

  it.each(['member', 'moderator'] as const)('a %s is refused, also to take it back', async (role) => {
    await accounts(51)
    const stopped = await stoppedRun(at(ctx, noticeDay))
    const other = at(await staff(role), noticeDay)
    await expect(confirmStoppedRun(other, stopped)).rejects.toThrow(Refused)
    await expect(withdrawConfirmation(other, stopped)).rejects.toThrow(Refused)
    await expect(confirmStoppedRun(at(as(ctx, system), noticeDay), stopped)).rejects.toThrow(Refused)
  })

  it('the session of somebody whose role is gone, or who is suspended, confirms nothing', async () => {
    await accounts(51)
    const stopped = await stoppedRun(at(ctx, noticeDay))
    const [left, suspended] = [await staff('admin'), await staff('admin')]
    await ctx.db.account.update({ where: { id: idOf(left) }, data: { role: 'member' } })
    await ctx.db.suspension.create({ data: { accountId: idOf(suspended), reason: 'Test' } })
    await expect(confirmStoppedRun(at(left, noticeDay), stopped)).rejects.toThrow(Refused)
    await expect(confirmStoppedRun(at(suspended, noticeDay), stopped)).rejects.toThrow(Refused)
  })

  it('the database refuses the starter too', async () => {
    const starter = await staff('admin')
    const run = { trigger: 'staff', startedBy: idOf(starter), startedAt: noticeDay } as const
    await expect(ctx.db.sweepRun.create({ data: { ...run, confirmedBy: idOf(starter) } })).rejects.toThrow(
      'sweep_run_two_people',
    )
  })

  it('the confirmation names the number that the run saw', async () => {
    await accounts(51)
    const stopped = await stoppedRun(at(ctx, noticeDay))
    expect(stopped.number).toBe(51)
    for (const number of [0, 50, 52])
      expect(await confirmStoppedRun(at(operator, noticeDay), { ...stopped, number })).toEqual({
        outcome: 'other-number',
      })
    expect(await confirmStoppedRun(at(operator, noticeDay), stopped)).toEqual({ outcome: 'confirmed' })
    expect(await ctx.db.auditEvent.findFirst({ where: { act: 'lifecycle.sweep-confirmed' } })).toMatchObject({
      details: { brake: 'too-many-notices', number: 51 },
    })
  })
})

describe('a confirmation can be taken back', () => {
  it('and is over by itself a week after it was given, not a moment earlier', async () => {
    await accounts(51)
    await confirmStoppedRun(at(operator, noticeDay), await stoppedRun(at(ctx, noticeDay)))
    const end = noticeDay.getTime() + 7 * 86_400_000
    expect(await openConfirmation(asPortal(at(ctx, new Date(end - 1))))).toBeDefined()
    expect(await openConfirmation(asPortal(at(ctx, new Date(end))))).toBeUndefined()
  })

  it('until a run has used it; the next run stops again', async () => {
    await accounts(51)
    const then = at(operator, noticeDay)
    const stopped = await stoppedRun(at(ctx, noticeDay))
    expect(await withdrawConfirmation(then, stopped)).toEqual({ outcome: 'not-open' })
    await confirmStoppedRun(then, stopped)
    expect(await withdrawConfirmation(then, stopped)).toEqual({ outcome: 'withdrawn' })
    expect(await withdrawConfirmation(then, stopped)).toEqual({ outcome: 'not-open' })
    const again = await stoppedRun(at(ctx, noticeDay))
    await confirmStoppedRun(then, again)
    expect(await runSweep(at(ctx, noticeDay))).toMatchObject({ outcome: 'finished', notified: 51 })
    expect(await withdrawConfirmation(then, again)).toEqual({ outcome: 'not-open' })
    expect(await ctx.db.auditEvent.count({ where: { act: 'lifecycle.sweep-confirmation-withdrawn' } })).toBe(1)
  })

  it('while a run has decided but not begun: the run stops', async () => {
    await accounts(51)
    const stopped = await stoppedRun(at(ctx, noticeDay))
    await confirmStoppedRun(at(operator, noticeDay), stopped)
    const confirmation = await openConfirmation(asPortal(at(ctx, noticeDay)))
    if (!confirmation) throw new Error('no confirmation')
    await withdrawConfirmation(at(operator, noticeDay), stopped)
    expect(await spendConfirmation(ctx, { confirmation, runId: stopped.runId })).toBe(false)
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
    const days = await forecast(asPortal(at(ctx, berlin('2026-02-05'))), 30)
    expect(days).toHaveLength(30)
    expect(days[0]).toEqual({ day: '2026-02-05', notices: 0, erasures: 0 })
    expect(days.filter(({ notices, erasures }) => notices + erasures > 0)).toEqual([
      { day: '2026-02-11', notices: 4, erasures: 0 },
      { day: '2026-02-12', notices: 2, erasures: 0 },
      { day: '2026-03-02', notices: 0, erasures: 3 },
    ])
    expect((await forecast(asPortal(at(ctx, berlin('2026-02-20'))), 3))[0]).toEqual({
      day: '2026-02-20',
      notices: 6,
      erasures: 0,
    })
    expect(await runSweep(at(ctx, berlin('2026-02-11')))).toMatchObject({ notified: 4 })
    expect(await runSweep(at(ctx, berlin('2026-02-12')))).toMatchObject({ notified: 2 })
    expect(await runSweep(at(ctx, berlin('2026-03-02')))).toMatchObject({ erased: 3 })
  })
})

async function staff(role: Role): Promise<PortalContext> {
  const { accountId } = await aMember(ctx, { role, registeredAt: berlin('2025-12-01') })
  return as(ctx, { kind: 'member', accountId, role, sessionId: crypto.randomUUID() })
}

const idOf = ({ actor }: PortalContext) => (actor.kind === 'member' ? actor.accountId : '')

/** A run that a brake stops. */
async function stoppedRun(then: PortalContext): Promise<Extract<SweepResult, { outcome: 'stopped' }>> {
  const result = await runSweep(then)
  if (result.outcome !== 'stopped') throw new Error(result.outcome)
  return result
}

let batch = 0

/** Accounts in one statement, where their number matters and not their way. */
async function accounts(count: number, { since = registeredAt, confirmed = true } = {}): Promise<void> {
  batch += 1
  await ctx.db.$executeRaw`
    INSERT INTO account (email, surname, given_name, member_group, password_hash, registered_at, email_confirmed_at)
    SELECT 'nummer.' || i || '.' || ${batch}::int || '@beispiel.test', 'Muster', 'Max', 'private_person', 'x', ${since}::timestamptz,
      ${confirmed ? since : null}::timestamptz
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

describe('mails that servers refuse', () => {
  /** So many members whose server refused an accepted mail at this time; `accepted` more mails arrived. */
  async function refused(count: number, { at: changedAt = noticeDay, accepted = 0 } = {}): Promise<void> {
    const ids = await accounts(count, { since: berlin('2026-01-20') }).then(() =>
      ctx.db.account.findMany({ select: { id: true }, take: count }),
    )
    const mail = { template: 'erased-self', acceptedAt: changedAt, changedAt } as const
    await ctx.db.outgoingMail.createMany({
      data: [
        ...ids.map(({ id }) => ({ ...mail, accountId: id, state: 'bounced' as const, cause: 'message-refused' })),
        ...Array.from({ length: accepted }, () => ({ ...mail, state: 'accepted' as const })),
      ],
    })
  }

  it.each([
    ['four in a week are those of their members', 4, {}, undefined],
    ['five stop the run before it acts', 5, {}, 'mail-refused'],
    ['five of 300 are fewer than 2 %', 5, { accepted: 300 }, undefined],
    ['five of 200 are more than 2 %', 5, { accepted: 195 }, 'mail-refused'],
    ['five of more than a week ago are over', 5, { at: new Date(noticeDay.getTime() - 7 * 86_400_000) }, undefined],
  ])('%s', async (_, count, given, brake) => {
    await refused(count, given)
    await aMember(ctx, { registeredAt })
    const preview = await previewSweep(at(ctx, noticeDay))
    expect(preview.brake).toBe(brake)
    expect(await runSweep(at(ctx, noticeDay))).toMatchObject(
      brake ? { outcome: 'stopped', brake, notified: 0 } : { outcome: 'finished', notified: 1 },
    )
  })

  it('hold announcements too, staff are told once a day, and repeating the mails ends it', async () => {
    await aMember(ctx, { role: 'admin' })
    await refused(5)
    await ctx.db.outgoingMail.deleteMany({ where: { template: { not: 'erased-self' } } })
    const then = asPortal(at(ctx, noticeDay))
    expect(await isHeldByRefusals(then)).toBe(true)
    expect(await isHeldByRefusals(then)).toBe(true)
    expect(await ctx.db.outgoingMail.count({ where: { template: 'staff-alert' } })).toBe(1)
    await ctx.db.outgoingMail.updateMany({ where: { state: 'bounced' }, data: { state: 'accepted', cause: null } })
    expect(await isHeldByRefusals(then)).toBe(false)
  })
})
