import { type PortalContext } from '../context'
import { KNOWN_NETWORK_PERIOD } from './limits'
import { removeEndedSessions } from './sessions'

/** Seconds for which a link that is expired or used can still be explained to the person who opens it. */
export const EXPLAINED_PERIOD = 30 * 24 * 60 * 60

type Counts = { sessions: number; tokens: number; counters: number }

/** Housekeeping: removes ended sessions, spent or expired links and old counters. Returns how many of each. */
export async function tidyAuth(ctx: PortalContext): Promise<Counts> {
  const now = ctx.now()
  const expiresAt = { lte: new Date(now.getTime() - EXPLAINED_PERIOD * 1000) }
  const sessions = await removeEndedSessions(ctx)
  const tokens = await ctx.db.accountToken.deleteMany({ where: { expiresAt } })
  const erased = await ctx.db.erasedLink.deleteMany({ where: { expiresAt } })
  const { count } = await ctx.db.throttle.deleteMany({
    where: { OR: [{ expire: { lte: BigInt(now.getTime()) } }, { expire: { gt: BigInt(latestExpiry(now)) } }] },
  })
  return { sessions, tokens: tokens.count + erased.count, counters: count }
}

/** No counter lives longer; one that does was written by a wrong clock and would lock somebody out. A day to spare. */
function latestExpiry(now: Date): number {
  return now.getTime() + (KNOWN_NETWORK_PERIOD + 24 * 60 * 60) * 1000
}
