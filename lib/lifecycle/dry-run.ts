import { frozenClock } from '../clock'
import { type PortalContext } from '../context'
import { addDays, berlinDay, type CalendarDay, dayOfSqlDate, noticeDueOn, startOfDay } from '../dates'
import { Prisma } from '../db/generated/client'
import { type Brake, type BrakeReadings, readBrakes, trippedBrake } from './brakes'
import {
  dueForErasure,
  dueForNotice,
  dueUnconfirmed,
  inactiveSinceSql,
  inactivityCutoffs,
  unconfirmedBefore,
} from './eligibility'

export type DryRun = {
  asOf: CalendarDay
  counts: { notices: number; erasures: number; unconfirmed: number }
  /** The brake that would stop the run. */
  brake?: Brake
  readings: BrakeReadings
  /** At most LIST_LENGTH of each, the longest due first. */
  notices: { accountId: string; dueOn: CalendarDay }[]
  erasures: { accountId: string; dueOn: CalendarDay }[]
}

/** Ids in the preview; the counts are complete. */
const LIST_LENGTH = 1_000

/**
 * What a sweep on the day `asOf` (Europe/Berlin, default today) would do, if nobody signed in until then; writes nothing.
 * The same predicates as the sweep. Ids and days only; names are looked up by staff, and that is recorded.
 */
export async function dryRun(ctx: PortalContext, { asOf }: { asOf?: CalendarDay } = {}): Promise<DryRun> {
  const today = berlinDay(ctx.now())
  const day = asOf ?? today
  const then = day === today ? ctx : { ...ctx, now: frozenClock(startOfDay(day)) }
  const startedAt = then.now()
  const cutoffs = await inactivityCutoffs(then, day)
  const databaseNow = day === today ? undefined : startedAt
  const { unconfirmed: _, ...readings } = await readBrakes(then, { cutoffs, startedAt, databaseNow })
  const unconfirmed = await ctx.db.$queryRaw<{ count: number }[]>(
    Prisma.sql`SELECT count(*)::int AS count ${dueUnconfirmed(unconfirmedBefore(then))}`,
  )
  const notices = await ctx.db.$queryRaw<{ accountId: string; since: Date; period: string }[]>(Prisma.sql`
    SELECT a.id AS "accountId", ${inactiveSinceSql} AS since, cutoff.inactivity_period AS period
    ${dueForNotice(then, cutoffs)} ORDER BY ${inactiveSinceSql}, a.id LIMIT ${LIST_LENGTH}`)
  const erasures = await ctx.db.$queryRaw<{ accountId: string; respondBy: Date }[]>(Prisma.sql`
    SELECT a.id AS "accountId", n.respond_by AS "respondBy"
    ${dueForErasure({ today: day, acceptedBefore: startedAt })}
    ORDER BY (CASE WHEN n.closed_at IS NULL THEN n.respond_by END), n.account_id LIMIT ${LIST_LENGTH}`)
  return {
    asOf: day,
    counts: { notices: readings.notices.due, erasures: readings.erasures.due, unconfirmed: unconfirmed[0]?.count ?? 0 },
    brake: trippedBrake(readings),
    readings,
    notices: notices.map(({ accountId, since, period }) => ({ accountId, dueOn: noticeDueOn(since, period) })),
    erasures: erasures.map(({ accountId, respondBy }) => ({ accountId, dueOn: addDays(dayOfSqlDate(respondBy), 1) })),
  }
}
