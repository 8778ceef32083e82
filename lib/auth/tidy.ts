import { type PortalContext } from '../context'
import { KNOWN_NETWORK_PERIOD } from './limits'
import { removeEndedSessions } from './sessions'

/** Seconds for which an expired link can still be explained to the person who opens it. */
const EXPLAINED_PERIOD = 24 * 60 * 60

/** Housekeeping: removes ended sessions, spent or expired links and old counters. Returns how many of each. */
export async function tidyAuth(ctx: PortalContext): Promise<{ sessions: number; tokens: number; counters: number }> {
  const now = ctx.now()
  const explainedUntil = new Date(now.getTime() - EXPLAINED_PERIOD * 1000)
  const sessions = await removeEndedSessions(ctx)
  const tokens = await ctx.db.accountToken.deleteMany({ where: { expiresAt: { lte: explainedUntil } } })
  const { count } = await ctx.db.throttle.deleteMany({
    where: { OR: [{ expire: { lte: BigInt(now.getTime()) } }, { expire: { gt: BigInt(latestExpiry(now)) } }] },
  })
  return { sessions, tokens: tokens.count, counters: count }
}

/** No counter lives longer; one that does was written by a wrong clock and would lock somebody out. A day to spare. */
function latestExpiry(now: Date): number {
  return now.getTime() + (KNOWN_NETWORK_PERIOD + 24 * 60 * 60) * 1000
}
