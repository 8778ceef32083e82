import { setTimeout } from 'node:timers/promises'

/**
 * Answers at the next full step of `stepMs` milliseconds, whatever `work` took: how long an answer takes must not tell
 * whether an address is registered (S-A4).
 */
export async function inSteadyTime<T>(stepMs: number, work: () => Promise<T>): Promise<T> {
  const began = performance.now()
  try {
    return await work()
  } finally {
    const took = performance.now() - began
    await setTimeout(Math.ceil(took / stepMs) * stepMs - took)
  }
}
