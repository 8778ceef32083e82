import { z } from 'zod'
import { type PortalContext } from '../context'
import { Prisma } from '../db/generated/client'
import { rowOf } from '../db/rows'
import { isTooFarAhead, LONGEST_PAUSE_MS, pauseBound } from '../future-times'

/**
 * Pace and pauses that all processes share, kept in the row `mail` of duty_lease. They are measured with the clock of
 * the database, the only one that all processes agree on.
 */
const DUTY = 'mail'
/** A pause longer than any that is given (`lease`): a clock was wrong, it counts as run out. */
const isWrong = isTooFarAhead(Prisma.sql`lease.not_before`, Prisma.sql`clock_timestamp()`, pauseBound)

/** A little slower than allowed, so that requests that travel unequally fast never meet in one second. */
const SAFETY = 1.05

/**
 * Waits for permission to send one request. `later` = the next turn comes after the budget: somebody else's pace, or a
 * pause that the provider asked for (Retry-After).
 */
export async function takeTurn(
  ctx: PortalContext,
  { requestsPerSecond, budgetMs }: { requestsPerSecond?: number; budgetMs: number },
): Promise<'go' | 'later'> {
  const end = performance.now() + budgetMs
  const intervalMs = requestsPerSecond ? (1000 * SAFETY) / requestsPerSecond : 0
  for (;;) {
    const waitMs = await reserve(ctx, intervalMs)
    if (waitMs <= 0) return 'go'
    if (performance.now() + waitMs > end) return 'later'
    await new Promise((resolve) => setTimeout(resolve, waitMs))
  }
}

const waitRow = z.strictObject({ wait: z.number().nullable() })

/** Takes the turn (0) or says how many milliseconds it is away. */
async function reserve(ctx: PortalContext, intervalMs: number): Promise<number> {
  const taken = intervalMs
    ? await ctx.db.$executeRaw`
        INSERT INTO duty_lease AS lease (duty, not_before)
        VALUES (${DUTY}, clock_timestamp() + ${intervalMs}::float8 * interval '1 millisecond')
        ON CONFLICT (duty) DO UPDATE
        SET not_before = clock_timestamp() + ${intervalMs}::float8 * interval '1 millisecond'
        WHERE lease.not_before IS NULL OR lease.not_before <= clock_timestamp() OR ${isWrong}`
    : 0
  if (taken) return 0
  const row = await rowOf(ctx, waitRow)`
    SELECT extract(epoch FROM not_before - clock_timestamp())::float8 * 1000 AS wait
    FROM duty_lease AS lease WHERE duty = ${DUTY} AND NOT ${isWrong}`
  const waitMs = Math.ceil(row?.wait ?? 0)
  return intervalMs ? Math.max(1, waitMs) : Math.max(0, waitMs)
}

/** Has the provider asked for a pause that still runs? */
export async function isPaused(ctx: PortalContext): Promise<boolean> {
  return (await reserve(ctx, 0)) > 0
}

/** Nobody sends for this long, at most a day. A longer pause that is already running stays. */
export async function pauseAll(ctx: PortalContext, pauseMs: number): Promise<void> {
  await ctx.db.$executeRaw`
    INSERT INTO duty_lease AS lease (duty, not_before)
    VALUES (${DUTY}, clock_timestamp() + ${Math.min(pauseMs, LONGEST_PAUSE_MS)}::float8 * interval '1 millisecond')
    ON CONFLICT (duty) DO UPDATE
    SET not_before = greatest(CASE WHEN NOT ${isWrong} THEN lease.not_before END, excluded.not_before)`
}

/** Whatever pause runs is over. */
export async function endPause(ctx: PortalContext): Promise<void> {
  await ctx.db.dutyLease.updateMany({ where: { duty: DUTY }, data: { notBefore: null } })
}
