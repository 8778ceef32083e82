import { type PortalContext } from '../context'
import { addDays, berlinDay, latestStartOver, startOfDay } from '../dates'
import { OUTSIDE_PERIOD } from '../personal-data/retention'

/** Housekeeping: forgets requests of people without an account after their period; the audit record keeps number, kind, dates, outcome and ground. */
export async function tidyOutsideRequests(ctx: PortalContext): Promise<{ forgottenOutside: number }> {
  const over = startOfDay(addDays(latestStartOver(berlinDay(ctx.now()), OUTSIDE_PERIOD), 1))
  const { count } = await ctx.db.outsideRequest.deleteMany({ where: { closedAt: { lt: over } } })
  return { forgottenOutside: count }
}
