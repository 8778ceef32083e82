import { z } from 'zod'
import { type Brake } from '../codes'
import { type PortalContext } from '../context'
import { berlinDay } from '../dates'
import { Prisma } from '../db/generated/client'
import { rowOf } from '../db/rows'
import { type BrakeReadings, readBrakes, type SweepAct, trippedBrake } from './brakes'
import { type OpenConfirmation, openConfirmation } from './confirm-stopped-run'
import { type Cutoff, inactivityCutoffs } from './eligibility'
import { isOutageBehind } from './notice-outage'

/** Why a run erases nothing, whatever is due. */
export type Restraint = 'none' | 'first-run' | 'after-outage'

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
 * the clock of the database where time is made up. `isLater`: a look ahead, by then runs will have come to their end. Who is acted on is decided again under the lock, by the same predicates.
 */
export async function decideRun(
  ctx: PortalContext,
  { databaseNow, isLater = false }: { databaseNow?: Date; isLater?: boolean } = {},
): Promise<RunDecision> {
  const startedAt = ctx.now()
  const [restraint, cutoffs] = await Promise.all([
    restraintOf(ctx, isLater),
    inactivityCutoffs(ctx, berlinDay(startedAt)),
  ])
  const readings = await readBrakes(ctx, { cutoffs, startedAt, databaseNow, isLater })
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

const restraintRow = z.strictObject({ hasRun: z.boolean(), isAfterOutage: z.boolean() })

/**
 * The place where it is decided that a run only notifies: nobody has been told by this installation, so nobody can have answered; or
 * nobody could, because of an outage after which no run has come to its end (decision 0028). Runs and outages of a clock that ran ahead
 * do not count.
 */
export async function restraintOf(ctx: PortalContext, isLater = false): Promise<Restraint> {
  const now = Prisma.sql`${ctx.now()}::timestamptz`
  const ended = Prisma.sql`SELECT FROM sweep_run r WHERE r.finished_at IS NOT NULL AND r.brake IS NULL AND r.error IS NULL`
  const row = await rowOf(ctx, restraintRow)`
    SELECT EXISTS (${ended}) AS "hasRun", EXISTS (
      SELECT FROM outage o WHERE o.noticed_at <= ${now}
        AND NOT EXISTS (${ended} AND r.started_at >= o.noticed_at AND r.started_at < ${now} + interval '1 minute')
    ) AS "isAfterOutage"`
  if (!row?.hasRun) return 'first-run'
  return !isLater && (row.isAfterOutage || (await isOutageBehind(ctx))) ? 'after-outage' : 'none'
}
