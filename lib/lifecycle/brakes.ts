import { inTransaction, type PortalContext } from '../context'
import { berlinDay } from '../dates'
import { Prisma } from '../db/generated/client'
import { type Cutoff, dueForErasure, dueForNotice, dueUnconfirmed, unconfirmedBefore } from './eligibility'
import { planByIndex } from './plan-by-index'

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

/**
 * Reads the brakes: what is due, and the clock of the database unless `databaseNow` is given. One statement if little is
 * due; `unconfirmed` tells whether any registration is. (DS-05: a run with nothing to do costs next to nothing.)
 */
export async function readBrakes(
  ctx: PortalContext,
  { cutoffs, startedAt, databaseNow }: { cutoffs: Cutoff[]; startedAt: Date; databaseNow?: Date },
): Promise<BrakeReadings & { unconfirmed: number }> {
  const erasures = dueForErasure({ today: berlinDay(ctx.now()), acceptedBefore: startedAt })
  const notices = dueForNotice(ctx, cutoffs)
  const few = await readFew(ctx, { erasures, notices })
  // Counting everything costs time; it is needed only when more is due than any portal may have.
  const [isErasures, isNotices] = [few.erasures > brakeLimits.always, few.notices > brakeLimits.always]
  const accounts = isErasures || isNotices ? await ctx.db.account.count() : null
  return {
    clockDifferenceSeconds: Math.round((ctx.now().getTime() - (databaseNow ?? few.now).getTime()) / 1000),
    accounts,
    erasures: {
      due: isErasures ? await countAll(ctx, erasures) : few.erasures,
      allowed: allowed(brakeLimits.erasures, accounts),
    },
    notices: {
      due: isNotices ? await countAll(ctx, notices) : few.notices,
      allowed: allowed(brakeLimits.notices, accounts),
    },
    unconfirmed: few.unconfirmed,
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

type Few = { now: Date; erasures: number; notices: number; unconfirmed: number }

async function readFew(ctx: PortalContext, due: { erasures: Prisma.Sql; notices: Prisma.Sql }): Promise<Few> {
  const upTo = (what: Prisma.Sql) =>
    Prisma.sql`(SELECT count(*)::int FROM (SELECT ${what} LIMIT ${brakeLimits.always + 1}) AS due)`
  const [few] = await inTransaction(ctx, async (tx) => {
    await planByIndex(tx, { hashJoins: false })
    return tx.db.$queryRaw<Few[]>(Prisma.sql`
      SELECT clock_timestamp() AS now, ${upTo(due.erasures)} AS erasures, ${upTo(due.notices)} AS notices,
             ${upTo(dueUnconfirmed(unconfirmedBefore(ctx)))} AS unconfirmed`)
  })
  if (!few) throw new Error('the database does not answer')
  return few
}

async function countAll(ctx: PortalContext, due: Prisma.Sql): Promise<number> {
  const rows = await ctx.db.$queryRaw<{ count: number }[]>(Prisma.sql`SELECT count(*)::int AS count ${due}`)
  return rows[0]?.count ?? 0
}
