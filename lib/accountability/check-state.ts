import { type PortalContext } from '../context'
import { isLate, isNeverLate } from '../duty-states'
import { promises } from './promises'
import { type CheckResult, lastResults, NOT_RUN } from './run-checks'

/** `not-run`: it could not be carried out. `stale`: it held, but too long ago to prove anything (LATE_AFTER). */
export type CheckState = 'kept' | 'broken' | 'not-run' | 'stale' | 'never'

/** What a result says at `now`; all but `kept` counts as broken. */
export function checkState(result: CheckResult | undefined, now: Date): CheckState {
  if (!result) return 'never'
  if (result.found === NOT_RUN) return 'not-run'
  if (result.found !== 0 || result.brokenSince) return 'broken'
  return isLate(result.checkedAt, now) ? 'stale' : 'kept'
}

/**
 * How many checks are broken, how many of these for want of a fresh result, and when the oldest was made; null = one has none yet. A
 * check without any result counts from the last migration, as duties do.
 */
export async function checkAges(
  ctx: PortalContext,
): Promise<{ broken: number; stale: number; checkedAt: Date | null }> {
  const [results, neverIsLate] = await Promise.all([lastResults(ctx), isNeverLate(ctx)])
  const now = ctx.now()
  const all = promises.flatMap(({ checks }) => checks).map(({ id }) => results.get(id))
  const states = all.map((result) => checkState(result, now))
  const stale = all.filter((result) => (result ? isLate(result.checkedAt, now) : neverIsLate)).length
  const never = states.filter((state) => state === 'never').length
  const kept = states.filter((state) => state === 'kept').length
  const times = all.map((result) => result?.checkedAt.getTime() ?? 0)
  return {
    broken: all.length - kept - (neverIsLate ? 0 : never),
    stale,
    checkedAt: times.includes(0) ? null : new Date(Math.min(...times)),
  }
}
