/**
 * The only place that reads the system clock. Everything else gets its time from `ctx.now()`, so that tests and
 * dry runs (`--as-of`) can set it.
 */
export type Clock = () => Date

export const systemClock: Clock = () => new Date()

/** A clock that stands still, for dry runs and tests. */
export function frozenClock(at: Date): Clock {
  return () => new Date(at)
}
