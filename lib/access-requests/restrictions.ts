import { type RestrictionGround } from '../codes'
import { type PortalContext } from '../context'
import { type CalendarDay } from '../dates'

/** Between telling the person and the end of a restriction (Art. 18(3)): time to answer. */
export const LIFT_PERIOD = 'P7D'

/** The open restriction of an account; days are Berlin days. */
export type Restriction = {
  id: string
  ground: RestrictionGround
  reason: string
  placedAt: Date
  liftReason: string | null
  liftAnnouncedAt: Date | null
  toldAt: Date | null
  endsOn: CalendarDay | null
}

export async function openRestriction(ctx: PortalContext, accountId: string): Promise<Restriction | undefined> {
  const [row] = await ctx.db.$queryRaw<Restriction[]>`
    SELECT id, ground, reason, placed_at AS "placedAt", lift_reason AS "liftReason",
      lift_announced_at AS "liftAnnouncedAt", told_at AS "toldAt", ends_on::text AS "endsOn"
    FROM restriction WHERE account_id = ${accountId}::uuid AND lifted_at IS NULL`
  return row
}
