import { type PortalContext } from '../context'
import { removeEndedSessions } from './sessions'

/** Seconds for which an expired link can still be explained to the person who opens it. */
const EXPLAINED_PERIOD = 24 * 60 * 60

/** Housekeeping: removes ended sessions, spent or expired links and old counters. Returns how many of each. */
export async function tidyAuth(ctx: PortalContext): Promise<{ sessions: number; tokens: number; counters: number }> {
  const now = ctx.now()
  const explainedUntil = new Date(now.getTime() - EXPLAINED_PERIOD * 1000)
  const sessions = await removeEndedSessions(ctx)
  const tokens = await ctx.db.accountToken.deleteMany({ where: { expiresAt: { lte: explainedUntil } } })
  const counters = await ctx.db.throttle.deleteMany({ where: { expire: { lte: BigInt(now.getTime()) } } })
  return { sessions, tokens: tokens.count, counters: counters.count }
}
