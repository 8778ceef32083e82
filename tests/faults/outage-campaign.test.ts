import { expect, test } from 'vitest'
import { type PortalContext } from '@/lib/context'
import { addDays, berlinDay, type CalendarDay, dayOfSqlDate, startOfDay } from '@/lib/dates'
import { giveSignOfLife } from '@/lib/duty-lease'
import { noticeOutage } from '@/lib/lifecycle/notice-outage'
import { closeAnnouncements } from '@/lib/policies/close-announcements'
import { governingVersion } from '@/lib/policies/governing-version'
import { aMember, type CastMember } from '../support/cast'
import { as, at, testContext } from '../support/context'
import { expectInvariants } from '../support/invariants'
import { runSweep, signInAs, system } from '../support/lifecycle'
import { announceAndSend, publishNext } from '../support/policies'

/**
 * A year of a portal that fails again and again (DS-03, DS-05, DS-11): random outages over members whose periods run at random times.
 * Nobody may be erased, and no new version govern, before the person had the whole period on days on which the portal could be used;
 * whoever answers on the last day that is shown keeps the account; and nobody is forgotten. OUTAGE_SEEDS: comma-separated, more years.
 */
const seeds = (process.env.OUTAGE_SEEDS ?? '1').split(',').map(Number)
const FIRST_DAY: CalendarDay = '2026-01-01'
const DAYS = 365
/** After the last outage everything that runs comes to its end. */
const QUIET_DAYS = 60
const RESPONSE_DAYS = 28
const CONFIRMATION_DAYS = 7
const OBJECTION_DAYS = 28

test.each(seeds)(
  'in the year with the seed %i nobody is early and nobody is lost',
  async (seed) => {
    const random = randomNumbers(seed)
    const ctx = as(testContext(), system)
    const year = planYear(random)
    const cast = await makeCast(ctx, random)
    const facts = { outages: 0, hours: 0, notices: 0, erased: 0, answered: 0, registrations: 0, inForce: 0, runs: 0 }
    const accepted = new Map<string, CalendarDay>()
    let announcedOn: CalendarDay | undefined
    let version = 1
    let governing = 0

    for (const { now, isFirstAfterGap } of year.turns) {
      const then = at(ctx, now)
      const today = berlinDay(now)
      const noticed = await noticeOutage(then, { databaseNow: now })
      expect(noticed.outcome).toBe(isFirstAfterGap ? 'noticed' : 'none')
      if (isFirstAfterGap) facts.outages += 1
      await giveSignOfLife(then, now)
      if (today >= '2026-04-01' && version === 1) {
        version = await publishNext(then)
      }
      const before = await present(ctx)
      const run = await runSweep(then)
      facts.runs += 1
      if (isFirstAfterGap) expect(run).toMatchObject({ erased: 0, unconfirmed: 0 })
      await announceAndSend(then)
      await closeAnnouncements(then)
      for (const { id, acceptedAt } of await openNotices(ctx)) {
        if (!accepted.has(id)) {
          accepted.set(id, berlinDay(acceptedAt))
          facts.notices += 1
        }
      }
      const after = await present(ctx)
      for (const [id, registeredAt] of before) {
        if (after.has(id)) continue
        const acceptedOn = accepted.get(id)
        if (acceptedOn) {
          expect(usableDays(year.touched, acceptedOn, today), id).toBeGreaterThanOrEqual(RESPONSE_DAYS)
          facts.erased += 1
        } else {
          const since = berlinDay(registeredAt)
          expect(usableDays(year.touched, since, today), id).toBeGreaterThanOrEqual(CONFIRMATION_DAYS - 1)
          facts.registrations += 1
        }
      }
      for (const member of cast.faithful) {
        if (await answersToday(then, member)) facts.answered += 1
      }
      const [watched] = cast.faithful
      if (watched && version > 1 && governing < version) {
        const announcement = await ctx.db.policyAnnouncement.findFirst({
          where: { accountId: watched.accountId, versionNumber: version },
          select: { acceptedAt: true },
        })
        announcedOn ??= announcement?.acceptedAt ? berlinDay(announcement.acceptedAt) : undefined
        governing = (await governingVersion(then, watched.accountId))?.number ?? 0
        if (governing === version && announcedOn) {
          expect(usableDays(year.touched, announcedOn, today)).toBeGreaterThanOrEqual(OBJECTION_DAYS)
          facts.inForce += 1
        }
      }
    }
    facts.hours = year.hours
    const left = await present(ctx)
    for (const { accountId } of cast.faithful) expect(left.has(accountId), `${accountId} was lost`).toBe(true)
    for (const id of cast.careless) expect(left.has(id), `${id} was forgotten`).toBe(false)
    expect(facts.inForce).toBe(1)
    await expectInvariants(ctx)
    console.log(`outage campaign, seed ${seed}: ${JSON.stringify(facts)}; nobody early, nobody lost`)
  },
  600_000,
)

type Turn = { now: Date; isFirstAfterGap: boolean }

/** When the portal runs its duties: once a day at a time of its own, with outages of an hour to seven weeks in between. */
function planYear(random: () => number): { turns: Turn[]; touched: Set<CalendarDay>; hours: number } {
  const turns: Turn[] = []
  const touched = new Set<CalendarDay>()
  const end = startOfDay(addDays(FIRST_DAY, DAYS)).getTime()
  const quiet = startOfDay(addDays(FIRST_DAY, DAYS - QUIET_DAYS)).getTime()
  let hours = 0
  let last = startOfDay(FIRST_DAY).getTime() + 4 * 3_600_000
  turns.push({ now: new Date(last), isFirstAfterGap: false })
  while (last < end) {
    const isOutage = last < quiet && random() < 0.06
    const step = isOutage
      ? 86_400_000 + Math.ceil(random() ** 3 * 48 * 86_400_000)
      : Math.ceil((0.5 + random() / 2) * 86_400_000)
    const next = last + step
    if (isOutage) {
      hours += Math.round(step / 3_600_000)
      for (let day = berlinDay(new Date(last)); day <= berlinDay(new Date(next)); day = addDays(day, 1))
        touched.add(day)
    }
    turns.push({ now: new Date(next), isFirstAfterGap: isOutage })
    last = next
  }
  return { turns, touched, hours }
}

/** Days after `from` and before `until` on which the portal could be used all day. */
function usableDays(touched: Set<CalendarDay>, from: CalendarDay, until: CalendarDay): number {
  let count = 0
  for (let day = addDays(from, 1); day < until; day = addDays(day, 1)) if (!touched.has(day)) count += 1
  return count
}

/** Few enough that no brake stops a run: these are about time. */
async function makeCast(ctx: PortalContext, random: () => number) {
  const faithful: CastMember[] = []
  const careless: string[] = []
  const until = DAYS - QUIET_DAYS - 60
  const inactiveFrom = () => startOfDay(addDays(FIRST_DAY, -365 + Math.floor(random() * until)))
  for (let n = 0; n < 8; n++) {
    faithful.push(await aMember(ctx, { registeredAt: startOfDay('2025-01-01'), lastLoginAt: inactiveFrom() }))
  }
  for (let n = 0; n < 20; n++) {
    const { accountId } = await aMember(ctx, { registeredAt: startOfDay('2024-12-31'), lastLoginAt: inactiveFrom() })
    careless.push(accountId)
  }
  for (let n = 0; n < 20; n++) {
    const registeredAt = new Date(startOfDay(FIRST_DAY).getTime() + Math.floor(random() * until * 86_400_000))
    const { accountId } = await aMember(ctx, { confirmed: false, registeredAt })
    careless.push(accountId)
  }
  // Mails of the making are none of the story.
  await ctx.db.outgoingMail.deleteMany()
  return { faithful, careless }
}

/** The most patient member there is: signs in on the last day that is shown, or on the first day of running after an outage took it. */
async function answersToday(then: PortalContext, member: CastMember): Promise<boolean> {
  const notice = await then.db.inactivityNotice.findFirst({
    where: { accountId: member.accountId, closedAt: null, respondBy: { not: null } },
    select: { respondBy: true },
  })
  // The portal runs its duties about once a day: whoever waits for the very last turn looks at tomorrow.
  if (!notice?.respondBy || dayOfSqlDate(notice.respondBy) > addDays(berlinDay(then.now()), 1)) return false
  expect(await signInAs(then, member)).toMatchObject({ outcome: 'signed-in' })
  return true
}

async function present(ctx: PortalContext): Promise<Map<string, Date>> {
  const rows = await ctx.db.account.findMany({ where: { role: 'member' }, select: { id: true, registeredAt: true } })
  return new Map(rows.map(({ id, registeredAt }) => [id, registeredAt]))
}

async function openNotices(ctx: PortalContext): Promise<{ id: string; acceptedAt: Date }[]> {
  const rows = await ctx.db.inactivityNotice.findMany({
    where: { closedAt: null, acceptedAt: { not: null } },
    select: { accountId: true, acceptedAt: true },
  })
  return rows.map(({ accountId, acceptedAt }) => ({ id: accountId, acceptedAt: acceptedAt ?? new Date(0) }))
}

/** Repeatable pseudo-random numbers in [0, 1) (mulberry32). */
function randomNumbers(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}
