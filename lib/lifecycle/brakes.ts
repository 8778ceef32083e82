import { z } from 'zod'
import { type Brake } from '../codes'
import { type PortalContext } from '../context'
import { berlinDay } from '../dates'
import { Prisma } from '../db/generated/client'
import { rowOf, rowsOf } from '../db/rows'
import { refusedOfLate } from '../mail/refused-of-late'
import { type Cutoff, dueForErasure, dueForNotice, dueUnconfirmed } from './eligibility'

/**
 * The brakes of the sweep (DS-05): a run that would do far more than usual, or whose clock is wrong, stops before it acts.
 * Whatever went wrong (a wrong import, a wrong clock, a wrong column), people decide, not a cron job.
 */
export const brakeLimits = {
  /** Fewer due accounts than this never stop a run. */
  always: 50,
  /** Share of all accounts that may be due, for each thing a run does. */
  shares: { erasures: 0.02, notices: 0.1, unconfirmed: 0.02 },
  /** Difference between the clock of the portal and that of the database, in seconds. */
  clockSeconds: 60,
} as const

/** What a run does to accounts; each has its brake. `unconfirmed`: erases registrations that nobody confirmed (DS-03). */
export const sweepActs = ['erasures', 'notices', 'unconfirmed'] as const
export type SweepAct = (typeof sweepActs)[number]

/** What the brakes saw: counts only. */
export type BrakeReadings = z.output<typeof brakeReadings>
// Runs that were stopped before a brake existed have no reading of it.
const dueReading = z.object({ due: z.number(), allowed: z.number() }).default({ due: 0, allowed: 0 })
export const brakeReadings = z.object({
  clockDifferenceSeconds: z.number(),
  accounts: z.number().nullable(),
  /** Mails that came back because servers refuse what the portal sends. */
  refusals: dueReading,
  ...(Object.fromEntries(sweepActs.map((act) => [act, dueReading])) as Record<SweepAct, typeof dueReading>),
})

/**
 * Reads the brakes: what is due, and the clock of the database unless `databaseNow` is given. One statement if little is
 * due. (DS-05: a run with nothing to do costs next to nothing.)
 */
export async function readBrakes(
  ctx: PortalContext,
  {
    cutoffs,
    startedAt,
    databaseNow,
    isLater,
  }: { cutoffs: Cutoff[]; startedAt: Date; databaseNow?: Date; isLater?: boolean },
): Promise<BrakeReadings> {
  const due: Record<SweepAct, Prisma.Sql> = {
    erasures: dueForErasure({ today: berlinDay(ctx.now()), acceptedBefore: startedAt, isLater }),
    notices: dueForNotice(ctx, cutoffs),
    unconfirmed: dueUnconfirmed(ctx),
  }
  const few = await readFew(ctx, due)
  // Counting everything costs time; it is needed only when more is due than any portal may have.
  const isMuch = sweepActs.some((act) => few[act] > brakeLimits.always)
  const accounts = isMuch ? await ctx.db.account.count() : null
  const read = async (act: SweepAct) => ({
    due: few[act] > brakeLimits.always ? await countAll(ctx, due[act]) : few[act],
    allowed: Math.max(brakeLimits.always, Math.floor(brakeLimits.shares[act] * (accounts ?? 0))),
  })
  return {
    clockDifferenceSeconds: Math.round((ctx.now().getTime() - (databaseNow ?? few.now).getTime()) / 1000),
    accounts,
    refusals: await refusedOfLate(ctx),
    erasures: await read('erasures'),
    notices: await read('notices'),
    unconfirmed: await read('unconfirmed'),
  }
}

/** The brake that the readings trip, if any. `confirmed` are the readings of a stopped run that staff confirmed. */
export function trippedBrake(readings: BrakeReadings, confirmed?: BrakeReadings): Brake | undefined {
  const difference = Math.abs(readings.clockDifferenceSeconds)
  const confirmedDifference = confirmed ? Math.abs(confirmed.clockDifferenceSeconds) : 0
  if (difference > brakeLimits.clockSeconds + confirmedDifference) return 'clock-differs'
  if (readings.refusals.due > mayAct(readings.refusals.allowed, confirmed?.refusals.due)) return 'mail-refused'
  const isTooMuch = (act: SweepAct) => readings[act].due > mayAct(readings[act].allowed, confirmed?.[act].due)
  const act = sweepActs.find(isTooMuch)
  return act && `too-many-${act}`
}

/** The number that staff confirm: what is due, how many mails were refused, or by how many seconds the clocks differ. */
export function numberBehind(brake: Brake, readings: BrakeReadings): number {
  if (brake === 'clock-differs') return Math.abs(readings.clockDifferenceSeconds)
  if (brake === 'mail-refused') return readings.refusals.due
  return readings[brake.slice('too-many-'.length) as SweepAct].due
}

/** A confirmation covers what staff saw, and the tenth more that may have come due until they looked. */
function mayAct(withoutConfirmation: number, confirmedDue = 0): number {
  return Math.max(withoutConfirmation, Math.ceil(confirmedDue * 1.1))
}

const fewRow = z.strictObject({ now: z.date(), erasures: z.number(), notices: z.number(), unconfirmed: z.number() })
type Few = z.output<typeof fewRow>

async function readFew(ctx: PortalContext, due: Record<SweepAct, Prisma.Sql>): Promise<Few> {
  const upTo = (what: Prisma.Sql) =>
    Prisma.sql`(SELECT count(*)::int FROM (SELECT ${what} LIMIT ${brakeLimits.always + 1}) AS due)`
  const few = await rowOf(ctx, fewRow)`
    SELECT clock_timestamp() AS now, ${upTo(due.erasures)} AS erasures, ${upTo(due.notices)} AS notices,
           ${upTo(due.unconfirmed)} AS unconfirmed`
  if (!few) throw new Error('the database does not answer')
  return few
}

const countRow = z.strictObject({ count: z.number() })

async function countAll(ctx: PortalContext, due: Prisma.Sql): Promise<number> {
  const rows = await rowsOf(ctx, countRow)(Prisma.sql`SELECT count(*)::int AS count ${due}`)
  return rows[0]?.count ?? 0
}
