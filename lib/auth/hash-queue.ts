import { availableParallelism } from 'node:os'

/**
 * Hashing a password is made to be expensive. One core is kept free of it and a bounded number waits, so a flood of
 * sign-ins leaves the rest of the portal its share (S-L2).
 */
const AT_ONCE = Math.max(1, availableParallelism() - 1)
const LONGEST_QUEUE = 250 * AT_ONCE

/** Too much is going on; the person should try again in a moment. Actions answer 429. */
export class Overloaded extends Error {
  readonly retryAfterSeconds = 10
  constructor() {
    super('too many passwords are being checked')
    this.name = 'Overloaded'
  }
}

// One queue per process, also across the separate bundles that Next.js builds.
const shared = globalThis as unknown as { portalHashQueue?: { running: number; waiting: (() => void)[] } }
shared.portalHashQueue ??= { running: 0, waiting: [] }
const queue = shared.portalHashQueue

/** Runs `work` when it is its turn; throws Overloaded at once if too many wait. */
export async function inHashQueue<T>(work: () => Promise<T>): Promise<T> {
  if (queue.running >= AT_ONCE) {
    if (queue.waiting.length >= LONGEST_QUEUE) throw new Overloaded()
    // The one that finishes hands its place over, so nobody can slip in between.
    await new Promise<void>((resolve) => queue.waiting.push(resolve))
  } else queue.running += 1
  try {
    return await work()
  } finally {
    const next = queue.waiting.shift()
    if (next) next()
    else queue.running -= 1
  }
}
