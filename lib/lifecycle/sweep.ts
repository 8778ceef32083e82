import { type PortalContext } from '../context'
import { berlinDay } from '../dates'
import { type Brake, readBrakes, trippedBrake } from './brakes'
import { openConfirmation } from './confirm-stopped-run'
import { inactivityCutoffs } from './eligibility'
import { eraseUnconfirmed, eraseUnresponsive } from './erase-unresponsive'
import { notifyInactive } from './notify-inactive'
import { stopRun } from './stop-run'
import { timeBudget } from './time-budget'

export type SweepTrigger = 'cron' | 'scheduler' | 'staff' | 'operator'
export type SweepCounts = { notified: number; erased: number; unconfirmed: number; failed: number }
export type SweepResult =
  | ({ outcome: 'finished' | 'out-of-time'; runId: string; isFirst: boolean } & SweepCounts)
  | ({ outcome: 'stopped'; runId: string; brake: Brake } & SweepCounts)

/** Time for one run; the next one goes on where it ended. */
export const SWEEP_BUDGET_MS = 240_000

const nothing: SweepCounts = { notified: 0, erased: 0, unconfirmed: 0, failed: 0 }

/**
 * The inactivity sweep (DS-05; unconfirmed registrations, DS-03): brakes, then erasures, then notices, so that notice and
 * erasure of one account are never in the same run. The first run after the installation only notifies. May be
 * killed at any point and run any number of times, also at once: what is due is read from the rows, each batch is one
 * transaction with its counts, and correctness depends on no lock outside of it. Times are instants; days are Berlin's.
 * `readDatabaseClock` stands for the clock of the database where time is made up (tests).
 * `stopped`: a brake stopped the run before it did anything; staff were told and can let the next run go on.
 */
export async function sweep(
  ctx: PortalContext,
  {
    trigger,
    maxDurationMs = SWEEP_BUDGET_MS,
    readDatabaseClock,
  }: { trigger: SweepTrigger; maxDurationMs?: number; readDatabaseClock?: (ctx: PortalContext) => Promise<Date> },
): Promise<SweepResult> {
  const startedAt = ctx.now()
  const budget = timeBudget(maxDurationMs)
  let runId: string | undefined
  try {
    const isFirst = await isFirstRun(ctx)
    const cutoffs = await inactivityCutoffs(ctx, berlinDay(startedAt))
    const { unconfirmed, ...readings } = await readBrakes(ctx, {
      cutoffs,
      startedAt,
      databaseNow: await readDatabaseClock?.(ctx),
    })
    const confirmation = trippedBrake(readings) ? await openConfirmation(ctx) : undefined
    const brake = trippedBrake(readings, confirmation?.readings)
    const isIdle = readings.notices.due === 0 && (isFirst || readings.erasures.due + unconfirmed === 0)
    // The row of a run stands before the run acts, so that one that is killed can be seen. With nothing to do it is written once.
    runId = await recordRun(ctx, { trigger, startedAt, finishedAt: isIdle && !brake ? ctx.now() : null })
    if (brake) {
      await stopRun(ctx, { runId, brake, readings })
      return { outcome: 'stopped', runId, brake, ...nothing }
    }
    if (confirmation) await spendConfirmation(ctx, confirmation.runId, runId)
    if (isIdle) return { outcome: 'finished', runId, isFirst, ...nothing }
    // What is not due by now is not asked for again: it waits for the next run.
    const erasures =
      isFirst || readings.erasures.due === 0 ? none : await eraseUnresponsive(ctx, { runId, startedAt, budget })
    const registrations =
      isFirst || unconfirmed === 0 ? none : await eraseUnconfirmed(ctx, { runId, startedAt, budget })
    const { notified } =
      readings.notices.due === 0 ? { notified: 0 } : await notifyInactive(ctx, { runId, cutoffs, budget })
    const outOfTime = budget.isSpent()
    await endRun(ctx, runId, { finishedAt: ctx.now(), outOfTime })
    return {
      outcome: outOfTime ? 'out-of-time' : 'finished',
      runId,
      isFirst,
      notified,
      erased: erasures.erased,
      unconfirmed: registrations.erased,
      failed: erasures.failed + registrations.failed,
    }
  } catch (error) {
    // Class of the failure only: a message may carry an address. The database may be the failure; then the row stays open.
    const failed = { finishedAt: ctx.now(), error: error instanceof Error ? error.name : 'unknown' }
    const recorded = runId ? endRun(ctx, runId, failed) : recordRun(ctx, { trigger, startedAt, ...failed })
    await recorded.catch(() => undefined)
    throw error
  }
}

const none = { erased: 0, failed: 0 }

/** No run has ever come to its end: whatever is in the database was not notified by this installation. */
async function isFirstRun(ctx: PortalContext): Promise<boolean> {
  const ended = await ctx.db.sweepRun.findFirst({
    where: { finishedAt: { not: null }, brake: null, error: null },
    select: { id: true },
  })
  return ended === null
}

async function spendConfirmation(ctx: PortalContext, stoppedRunId: string, runId: string): Promise<void> {
  await ctx.db.sweepRun.update({
    where: { id: stoppedRunId },
    data: { confirmationUsedBy: runId },
    select: { id: true },
  })
}

type End = { finishedAt: Date | null; outOfTime?: boolean; error?: string }

async function recordRun(ctx: PortalContext, run: { trigger: SweepTrigger; startedAt: Date } & End): Promise<string> {
  const { id } = await ctx.db.sweepRun.create({ data: run, select: { id: true } })
  return id
}

async function endRun(ctx: PortalContext, id: string, end: End): Promise<void> {
  await ctx.db.sweepRun.update({ where: { id }, data: end, select: { id: true } })
}
