import { z } from 'zod'
import { codesOf, restrictionGroundLabels } from '../codes'
import { type PortalContext } from '../context'
import { rowOf } from '../db/rows'
import { may } from '../may'

/** Between telling the person and the end of a restriction (Art. 18(3)): time to answer. */
export const LIFT_PERIOD = 'P7D'

/** The open restriction of an account; days are Berlin days. */
export type Restriction = z.output<typeof restrictionRow>
const restrictionRow = z.strictObject({
  id: z.string(),
  ground: z.enum(codesOf(restrictionGroundLabels)),
  reason: z.string(),
  placedAt: z.date(),
  liftReason: z.string().nullable(),
  liftAnnouncedAt: z.date().nullable(),
  toldAt: z.date().nullable(),
  endsOn: z.iso.date().nullable(),
})

export async function openRestriction(ctx: PortalContext, accountId: string): Promise<Restriction | undefined> {
  may.own(ctx, accountId, '/admin/mitglieder/[id]')
  const row = await rowOf(ctx, restrictionRow)`
    SELECT id, ground, reason, placed_at AS "placedAt", lift_reason AS "liftReason",
      lift_announced_at AS "liftAnnouncedAt", told_at AS "toldAt", ends_on::text AS "endsOn"
    FROM restriction WHERE account_id = ${accountId}::uuid AND lifted_at IS NULL`
  return row
}
