import { availableParallelism } from 'node:os'

/**
 * Hashing a password is made to be expensive. At most one hash per core runs at a time and a bounded number waits, so a
 * flood of sign-ins leaves the rest of the portal its share (S-L2).
 */
const AT_ONCE = availableParallelism()
const LONGEST_QUEUE = 100 * AT_ONCE

/** Too much is going on; the person should try again in a moment. Actions answer 429. */
export class Overloaded extends Error {
  readonly retryAfterSeconds = 10
  constructor() {
    super('too many passwords are being checked')
    this.name = 'Overloaded'
  }
}

let running = 0
const waiting: (() => void)[] = []

/** Runs `work` when it is its turn; throws Overloaded at once if too many wait. */
export async function inHashQueue<T>(work: () => Promise<T>): Promise<T> {
  if (running >= AT_ONCE) {
    if (waiting.length >= LONGEST_QUEUE) throw new Overloaded()
    // The one that finishes hands its place over, so nobody can slip in between.
    await new Promise<void>((resolve) => waiting.push(resolve))
  } else running += 1
  try {
    return await work()
  } finally {
    const next = waiting.shift()
    if (next) next()
    else running -= 1
  }
}
