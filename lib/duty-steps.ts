import { z } from 'zod'
import { type DutyName, dutyLabels, labelOf, stepLabels } from './codes'
import { inTransaction, type PortalContext } from './context'
import { berlinDay, startOfDay } from './dates'
import { rowOf } from './db/rows'
import { alertStaff } from './mail/alert-staff'
import { isDatabaseGone, reportError } from './report-error'
import { formatInstant } from './text'

/** Counts and codes, never anything about a person (S-J5). */
export type StepCounts = Record<string, string | number | boolean>
export type Step = (ctx: PortalContext) => Promise<StepCounts>
/** With `failedSteps` only if a step failed. */
export type DutyCounts = Record<string, StepCounts[string] | string[]>

/**
 * Does the steps of a duty one after the other. One that fails stops no other: it is reported, kept, and told to administrators and the data
 * protection officer by mail, once a day. Throws only if the database is gone.
 */
export async function runSteps(ctx: PortalContext, duty: DutyName, steps: Record<string, Step>): Promise<DutyCounts> {
  const counts: StepCounts = {}
  const failedSteps: string[] = []
  for (const [step, run] of Object.entries(steps)) {
    try {
      Object.assign(counts, await run(ctx))
      await keepSuccess(ctx, duty, step)
    } catch (error) {
      reportError(error, `duty ${duty}, ${step}`)
      failedSteps.push(step)
      await keepFailure(ctx, duty, step).catch((problem: unknown) => {
        if (isDatabaseGone(problem)) throw problem
        reportError(problem, `alarm about duty ${duty}, ${step}`)
      })
    }
  }
  return failedSteps.length > 0 ? { ...counts, failedSteps } : counts
}

/** Which steps of a duty failed; none if it did not run at all. */
export function failedSteps(turn: object): string[] {
  return 'failedSteps' in turn ? (turn.failedSteps as string[]) : []
}

/** Once a minute is enough where a duty runs again and again. */
async function keepSuccess(ctx: PortalContext, duty: DutyName, step: string): Promise<void> {
  const now = ctx.now()
  await ctx.db.$executeRaw`
    INSERT INTO duty_step (duty, step, succeeded_at) VALUES (${duty}, ${step}, ${now}::timestamptz)
    ON CONFLICT (duty, step) DO UPDATE SET succeeded_at = excluded.succeeded_at, failing_since = NULL, told_at = NULL
    WHERE duty_step.failing_since IS NOT NULL OR duty_step.succeeded_at IS NULL
      OR abs(extract(epoch FROM excluded.succeeded_at - duty_step.succeeded_at)) > 60`
}

const keepFailureRow = z.strictObject({
  since: z.date(),
  toldAt: z.date().nullable(),
  succeededAt: z.date().nullable(),
})

async function keepFailure(ctx: PortalContext, duty: DutyName, step: string): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const now = tx.now()
    const row = await rowOf(tx, keepFailureRow)`
      INSERT INTO duty_step (duty, step, failing_since) VALUES (${duty}, ${step}, ${now}::timestamptz)
      ON CONFLICT (duty, step) DO UPDATE SET failing_since = coalesce(duty_step.failing_since, excluded.failing_since)
      RETURNING failing_since AS since, told_at AS "toldAt", succeeded_at AS "succeededAt"`
    if (!row || (row.toldAt && row.toldAt >= startOfDay(berlinDay(now)))) return
    await tx.db.dutyStep.update({
      where: { duty_step: { duty, step } },
      data: { toldAt: now },
      select: { duty: true },
    })
    await alertStaff(tx, {
      headline: 'Eine Aufgabe des Portals scheitert',
      lines: [
        `${dutyLabels[duty]}: ${labelOf(stepLabels, step)}`,
        `Gescheitert seit ${formatInstant(row.since)}, zuletzt gelungen: ${row.succeededAt ? formatInstant(row.succeededAt) : 'noch nie'}.`,
        'Die übrigen Aufgaben laufen weiter. Den Grund finden die Betreiber im Fehlerprotokoll des Servers.',
      ],
      path: '/admin',
    })
  })
}

/** True once a day (Berlin), for one of several servers: what is told daily is told in this transaction. */
export async function takeTurnOfDay(tx: PortalContext, what: string): Promise<boolean> {
  const now = tx.now()
  const told = await tx.db.$executeRaw`
    INSERT INTO duty_step (duty, step, told_at) VALUES ('daily', ${what}, ${now}::timestamptz)
    ON CONFLICT (duty, step) DO UPDATE SET told_at = excluded.told_at
    WHERE duty_step.told_at IS NULL OR duty_step.told_at < ${startOfDay(berlinDay(now))}::timestamptz`
  return told === 1
}
