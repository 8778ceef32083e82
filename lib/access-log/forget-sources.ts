import { type PortalContext } from '../context'

/** Days for which a process that has ended could still hand over counts, on a server that was out of use meanwhile. */
const REMEMBERED = 400

/** Forgets server processes that ended long ago; their counts are in the totals. Returns how many. */
export async function forgetSources(ctx: PortalContext): Promise<number> {
  const before = new Date(ctx.now().getTime() - REMEMBERED * 86_400_000)
  const { count } = await ctx.db.accessSource.deleteMany({ where: { takenAt: { lt: before } } })
  return count
}
