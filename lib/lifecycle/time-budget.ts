/** How long a run may work. Measured by a clock that never jumps, independent of `ctx.now()`. */
export type TimeBudget = { isSpent(): boolean }

export function timeBudget(maxDurationMs: number): TimeBudget {
  const end = performance.now() + maxDurationMs
  return { isSpent: () => performance.now() >= end }
}
