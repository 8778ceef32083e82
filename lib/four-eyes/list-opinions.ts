import { z } from 'zod'
import { codesOf, type OpinionSubject, opinionStanceLabels } from '../codes'
import { type PortalContext } from '../context'
import { rowsOf } from '../db/rows'
import { may } from '../may'

const opinionRow = z.strictObject({
  id: z.string(),
  stance: z.enum(codesOf(opinionStanceLabels)),
  text: z.string(),
  givenAt: z.date(),
  /** Name of the officer; null: gone. */
  givenBy: z.string().nullable(),
})

/** What the data protection officer said about an act, the oldest first. */
export function opinionsOn(ctx: PortalContext, { about, actId }: { about: OpinionSubject; actId: string }) {
  may.staff(ctx, '/admin/team')
  return rowsOf(ctx, opinionRow)`
    SELECT o.id, o.stance, o.text, o.given_at AS "givenAt",
      (SELECT a.given_name || ' ' || a.surname FROM account a WHERE a.id = o.given_by) AS "givenBy"
    FROM opinion o WHERE o.about = ${about} AND o.act_id = ${actId} ORDER BY o.given_at, o.id`
}
