import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible'
import { recordEvent } from '../audit/record-event'
import { type ThrottleLimit } from '../codes'
import { type PortalContext } from '../context'
import { database } from '../db/client'
import { keyedHash } from '../secret-ring'
import { throttleLimits } from './limits'

export type ThrottleOutcome = { outcome: 'allowed' } | { outcome: 'throttled'; retryAfterSeconds: number }

/**
 * Counts one try against a limit (S-L1). The counters are in PostgreSQL: they hold for all servers and survive a restart
 * (S-L3). `key` (a network, an account id, an address) is stored as a keyed hash only. Counts on its own connection, so
 * a transaction that is rolled back does not give the try back; call it outside of transactions.
 */
export async function throttle(ctx: PortalContext, limit: ThrottleLimit, key: string): Promise<ThrottleOutcome> {
  try {
    await limiter(limit).consume(keyedHash(limit, key))
    return { outcome: 'allowed' }
  } catch (result) {
    if (!(result instanceof RateLimiterRes)) throw result
    // Once per window: the record must not grow with the flood.
    if (result.consumedPoints === throttleLimits[limit].points + 1)
      await recordEvent(ctx, 'limit.reached', { details: { limit } })
    return { outcome: 'throttled', retryAfterSeconds: Math.ceil(result.msBeforeNext / 1000) }
  }
}

/** Forgets all tries against a limit: the person has proved who they are. */
export async function forgive(limit: ThrottleLimit, key: string): Promise<void> {
  await limiter(limit).delete(keyedHash(limit, key))
}

/** Gives one try back: it was no failure. */
export async function giveBack(limit: ThrottleLimit, key: string): Promise<void> {
  await limiter(limit).reward(keyedHash(limit, key))
}

/** As if the limit were reached now, for its whole duration. */
export async function block(limit: ThrottleLimit, key: string): Promise<void> {
  await limiter(limit).block(keyedHash(limit, key), throttleLimits[limit].duration)
}

/** Statements by name belong to one connection of the server; behind a transaction pooler the next one may go to another. */
const withoutNames = {
  query: ({ text, values }: { text: string; values: unknown[] }) => database().pool.query(text, values),
}

const limiters = new Map<ThrottleLimit, RateLimiterPostgres>()

function limiter(limit: ThrottleLimit): RateLimiterPostgres {
  const known = limiters.get(limit)
  if (known) return known
  const made = new RateLimiterPostgres({
    storeClient: withoutNames,
    storeType: 'pool',
    tableName: 'throttle',
    tableCreated: true,
    // Housekeeping does it, on one server.
    clearExpiredByTimeout: false,
    keyPrefix: limit,
    ...throttleLimits[limit],
  })
  limiters.set(limit, made)
  return made
}
