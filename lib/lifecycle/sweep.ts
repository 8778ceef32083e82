import { type Brake, type SweepTrigger } from '../codes'
import { type PortalContext } from '../context'
import { numberBehind } from './brakes'
import { spendConfirmation } from './confirm-stopped-run'
import { decideRun, type Restraint } from './decide-run'
import { eraseUnconfirmed, eraseUnresponsive } from './erase-unresponsive'
import { noticeOutage } from './notice-outage'
import { notifyInactive } from './notify-inactive'
import { stopRun } from './stop-run'
import { supersedeStopped } from './supersede-notices'
import { timeBudget } from './time-budget'

export type SweepCounts = { notified: number; erased: number; unconfirmed: number; failed: number; superseded: number }
export type SweepResult =
  | ({ outcome: 'finished' | 'out-of-time'; runId: string; restraint: Restraint } & SweepCounts)
  /** `number`: see numberBehind */
  | ({ outcome: 'stopped'; runId: string; brake: Brake; number: number } & SweepCounts)

/** Time for one run; the next one goes on where it ended. */
export const SWEEP_BUDGET_MS = 240_000

const nothing: SweepCounts = { notified: 0, erased: 0, unconfirmed: 0, failed: 0, superseded: 0 }

/**
 * The inactivity sweep (DS-05; unconfirmed registrations, DS-03): does what decideRun() says, erasures first, so that notice and
 * erasure of one account are never in the same run. May be killed at any point and run any number of times, also at once: what is
 * due is read from the rows, each batch is one transaction with its counts, and correctness depends on no lock outside of it. Times
 * are instants; days are Berlin's. `readDatabaseClock` stands for the clock of the database where time is made up (tests).
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
  const databaseNow = await readDatabaseClock?.(ctx)
  await noticeOutage(ctx, { databaseNow })
  const startedAt = ctx.now()
  const budget = timeBudget(maxDurationMs)
  const run = { trigger, startedAt, startedBy: trigger === 'staff' ? staffOf(ctx) : null }
  let runId: string | undefined
  try {
    const decision = await decideRun(ctx, { databaseNow })
    const { does, readings, restraint, cutoffs, confirmation } = decision
    const isIdle = !decision.brake && Object.values(does).every((due) => due === 0)
    // The row of a run stands before the run acts, so that one that is killed can be seen. With nothing to do it is written once.
    runId = await recordRun(ctx, { ...run, finishedAt: isIdle ? ctx.now() : null })
    const isPassed = !confirmation || (await spendConfirmation(ctx, { confirmation, runId }))
    const brake = decision.brake ?? (isPassed ? undefined : confirmation?.passes)
    if (brake) {
      await stopRun(ctx, { runId, brake, readings })
      return { outcome: 'stopped', runId, brake, number: numberBehind(brake, readings), ...nothing }
    }
    // What is superseded here gets its new notice in the next run: none of the counts above knows of it.
    if (isIdle) return { outcome: 'finished', runId, restraint, ...nothing, superseded: await supersedeStopped(ctx) }
    // What is not due by now is not asked for again: it waits for the next run.
    const erasures = does.erasures === 0 ? none : await eraseUnresponsive(ctx, { runId, startedAt, budget })
    const registrations = does.unconfirmed === 0 ? none : await eraseUnconfirmed(ctx, { runId, startedAt, budget })
    const { notified } = does.notices === 0 ? { notified: 0 } : await notifyInactive(ctx, { runId, cutoffs, budget })
    const outOfTime = budget.isSpent()
    const superseded = await supersedeStopped(ctx)
    await endRun(ctx, runId, { finishedAt: ctx.now(), outOfTime })
    return {
      outcome: outOfTime ? 'out-of-time' : 'finished',
      runId,
      restraint,
      notified,
      erased: erasures.erased,
      unconfirmed: registrations.erased,
      failed: erasures.failed + registrations.failed,
      superseded,
    }
  } catch (error) {
    // Class of the failure only: a message may carry an address. The database may be the failure; then the row stays open.
    const failed = { finishedAt: ctx.now(), error: error instanceof Error ? error.name : 'unknown' }
    const recorded = runId ? endRun(ctx, runId, failed) : recordRun(ctx, { ...run, ...failed })
    await recorded.catch(() => undefined)
    throw error
  }
}

const none = { erased: 0, failed: 0 }

function staffOf({ actor }: PortalContext): string {
  if (actor.kind !== 'member') throw new Error('a run of staff has a person who started it')
  return actor.accountId
}

type End = { finishedAt: Date | null; outOfTime?: boolean; error?: string }
type Begin = { trigger: SweepTrigger; startedAt: Date; startedBy: string | null }

async function recordRun(ctx: PortalContext, run: Begin & End): Promise<string> {
  const { id } = await ctx.db.sweepRun.create({ data: run, select: { id: true } })
  return id
}

async function endRun(ctx: PortalContext, id: string, end: End): Promise<void> {
  await ctx.db.sweepRun.update({ where: { id }, data: end, select: { id: true } })
}
