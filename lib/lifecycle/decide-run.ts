import { type PortalContext } from '../context'
import { berlinDay } from '../dates'
import { type Brake, type BrakeReadings, readBrakes, type SweepAct, trippedBrake } from './brakes'
import { type OpenConfirmation, openConfirmation } from './confirm-stopped-run'
import { type Cutoff, inactivityCutoffs } from './eligibility'

/** Why a run erases nothing, whatever is due. */
export type Restraint = 'none' | 'first-run'

export type RunDecision = {
  cutoffs: Cutoff[]
  /** What is due, and what is allowed. */
  readings: BrakeReadings
  restraint: Restraint
  /** Stops the run before it acts. */
  brake?: Brake
  /** What lets the run pass a brake (`passes`) that would stop it otherwise. */
  confirmation?: OpenConfirmation & { passes: Brake }
  /** What the run does to how many accounts. */
  does: Record<SweepAct, number>
}

/**
 * What a sweep does at `ctx.now()`: the one decision for the run and for its preview (DS-05). Writes nothing. `databaseNow` stands for
 * the clock of the database where time is made up. Who is acted on is decided again under the lock, by the same predicates.
 */
export async function decideRun(
  ctx: PortalContext,
  { databaseNow }: { databaseNow?: Date } = {},
): Promise<RunDecision> {
  const startedAt = ctx.now()
  const [restraint, cutoffs] = await Promise.all([restraintOf(ctx), inactivityCutoffs(ctx, berlinDay(startedAt))])
  const readings = await readBrakes(ctx, { cutoffs, startedAt, databaseNow })
  const passes = trippedBrake(readings)
  const confirmation = passes && (await openConfirmation(ctx))
  const brake = trippedBrake(readings, confirmation?.readings)
  const { notices, erasures, unconfirmed } = readings
  const does = {
    notices: brake ? 0 : notices.due,
    erasures: brake || restraint !== 'none' ? 0 : erasures.due,
    unconfirmed: brake || restraint !== 'none' ? 0 : unconfirmed.due,
  }
  return {
    cutoffs,
    readings,
    restraint,
    does,
    ...(brake && { brake }),
    ...(!brake && confirmation && { confirmation: { ...confirmation, passes } }),
  }
}

/** The place where it is decided that a run only notifies: nobody has been told by this installation, so nobody can have answered. */
async function restraintOf(ctx: PortalContext): Promise<Restraint> {
  const ended = await ctx.db.sweepRun.findFirst({
    where: { finishedAt: { not: null }, brake: null, error: null },
    select: { id: true },
  })
  return ended === null ? 'first-run' : 'none'
}
