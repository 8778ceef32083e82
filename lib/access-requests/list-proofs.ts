import { z } from 'zod'
import { codesOf, identityWayLabels, releaseDecisionLabels } from '../codes'
import { type PortalContext } from '../context'
import { rowsOf } from '../db/rows'
import { may } from '../may'

export type ListedProof = z.output<typeof proofRow>
const proofRow = z.strictObject({
  id: z.string(),
  way: z.enum(codesOf(identityWayLabels)),
  note: z.string(),
  preparedAt: z.date(),
  preparedBy: z.string(),
  /** Names of staff; null: gone, or nobody has decided. */
  preparedByName: z.string().nullable(),
  decidedAt: z.date().nullable(),
  decidedByName: z.string().nullable(),
  decision: z.enum(codesOf(releaseDecisionLabels)).nullable(),
})

/** How staff checked who asks, the newest first; the caller has recorded the look at the member. */
export function proofsOf(ctx: PortalContext, requestId: string): Promise<ListedProof[]> {
  may.staff(ctx, '/admin/vorgaenge')
  return rowsOf(ctx, proofRow)`
    SELECT p.id, p.way, p.note, p.prepared_at AS "preparedAt", p.prepared_by AS "preparedBy",
      (SELECT a.given_name || ' ' || a.surname FROM account a WHERE a.id = p.prepared_by) AS "preparedByName",
      p.decided_at AS "decidedAt", (SELECT a.given_name || ' ' || a.surname FROM account a WHERE a.id = p.decided_by) AS "decidedByName",
      p.decision
    FROM identity_proof p WHERE p.request_id = ${requestId}::uuid ORDER BY p.prepared_at DESC, p.id DESC`
}
