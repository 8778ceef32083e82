import { type PortalContext } from '../context'
import { berlinDay } from '../dates'
import { Prisma } from '../db/generated/client'
import { type Cutoff, dueForErasure, dueForNotice } from './eligibility'

/**
 * The brakes of the sweep (DS-05): a run that would do far more than usual, or whose clock is wrong, stops before it acts.
 * Whatever went wrong (a wrong import, a wrong clock, a wrong column), people decide, not a cron job.
 */
export const brakeLimits = {
  /** Fewer due accounts than this never stop a run. */
  always: 50,
  /** Share of all accounts that may be due for erasure. */
  erasures: 0.02,
  /** Share of all accounts that may be due for a notice. */
  notices: 0.1,
  /** Difference between the clock of the portal and that of the database, in seconds. */
  clockSeconds: 60,
} as const

export type Brake = 'too-many-erasures' | 'too-many-notices' | 'clock-differs'

/** What the brakes saw: counts only. `due` is exact where it exceeds brakeLimits.always. */
export type BrakeReadings = {
  clockDifferenceSeconds: number
  accounts: number | null
  erasures: { due: number; allowed: number }
  notices: { due: number; allowed: number }
}

/** Reads the clock of the database, which no test and no `--as-of` moves. */
export async function databaseClock(ctx: PortalContext): Promise<Date> {
  const [row] = await ctx.db.$queryRaw<{ now: Date }[]>`SELECT clock_timestamp() AS now`
  if (!row) throw new Error('the database does not tell the time')
  return row.now
}

export async function readBrakes(
  ctx: PortalContext,
  { cutoffs, startedAt, databaseNow }: { cutoffs: Cutoff[]; startedAt: Date; databaseNow: Date },
): Promise<BrakeReadings> {
  const erasures = dueForErasure({ today: berlinDay(ctx.now()), acceptedBefore: startedAt })
  const notices = dueForNotice(ctx, cutoffs)
  const few = { erasures: await countUpTo(ctx, erasures), notices: await countUpTo(ctx, notices) }
  // Counting all accounts costs time; it is needed only when more are due than any portal may have.
  const accounts = Object.values(few).some((due) => due > brakeLimits.always) ? await ctx.db.account.count() : null
  return {
    clockDifferenceSeconds: Math.round((ctx.now().getTime() - databaseNow.getTime()) / 1000),
    accounts,
    erasures: {
      due: few.erasures > brakeLimits.always ? await countAll(ctx, erasures) : few.erasures,
      allowed: allowed(brakeLimits.erasures, accounts),
    },
    notices: {
      due: few.notices > brakeLimits.always ? await countAll(ctx, notices) : few.notices,
      allowed: allowed(brakeLimits.notices, accounts),
    },
  }
}

/** The brake that the readings trip, if any. `confirmed` are the readings of a stopped run that staff confirmed. */
export function trippedBrake(readings: BrakeReadings, confirmed?: BrakeReadings): Brake | undefined {
  const difference = Math.abs(readings.clockDifferenceSeconds)
  const confirmedDifference = confirmed ? Math.abs(confirmed.clockDifferenceSeconds) : 0
  if (difference > brakeLimits.clockSeconds + confirmedDifference) return 'clock-differs'
  if (readings.erasures.due > mayAct(readings.erasures.allowed, confirmed?.erasures.due)) return 'too-many-erasures'
  if (readings.notices.due > mayAct(readings.notices.allowed, confirmed?.notices.due)) return 'too-many-notices'
  return undefined
}

function allowed(share: number, accounts: number | null): number {
  return Math.max(brakeLimits.always, Math.floor(share * (accounts ?? 0)))
}

/** A confirmation covers what staff saw, and the tenth more that may have come due until they looked. */
function mayAct(withoutConfirmation: number, confirmedDue = 0): number {
  return Math.max(withoutConfirmation, Math.ceil(confirmedDue * 1.1))
}

async function countUpTo(ctx: PortalContext, due: Prisma.Sql): Promise<number> {
  const rows = await ctx.db.$queryRaw<{ count: number }[]>(
    Prisma.sql`SELECT count(*)::int AS count FROM (SELECT ${due} LIMIT ${brakeLimits.always + 1}) AS due`,
  )
  return rows[0]?.count ?? 0
}

async function countAll(ctx: PortalContext, due: Prisma.Sql): Promise<number> {
  const rows = await ctx.db.$queryRaw<{ count: number }[]>(Prisma.sql`SELECT count(*)::int AS count ${due}`)
  return rows[0]?.count ?? 0
}
