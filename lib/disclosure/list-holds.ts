import { z } from 'zod'
import { codesOf, holdRequestKindLabels } from '../codes'
import { type PortalContext } from '../context'
import { rowOf, rowsOf } from '../db/rows'
import { may } from '../may'

/** Legal holds of one account for staff; staff are ids. Days are Berlin days. */
export type HoldState = { hold?: z.output<typeof holdRow>; request?: z.output<typeof requestRow> }
const holdRow = z.strictObject({
  placedAt: z.date(),
  reason: z.string(),
  reviewOn: z.iso.date().nullable(),
  erasureWaits: z.boolean(),
})
const requestRow = z.strictObject({
  id: z.string(),
  kind: z.enum(codesOf(holdRequestKindLabels)),
  reason: z.string(),
  reviewOn: z.iso.date().nullable(),
  preparedAt: z.date(),
  preparedBy: z.string(),
})

export async function holdStateOf(ctx: PortalContext, accountId: string): Promise<HoldState> {
  may.staffOrPortal(ctx, '/admin/mitglieder/[id]')
  const [hold, request] = await Promise.all([
    rowOf(ctx, holdRow)`
      SELECT placed_at AS "placedAt", reason, review_on::text AS "reviewOn",
        EXISTS (SELECT FROM pending_erasure p WHERE p.account_id = h.account_id) AS "erasureWaits"
      FROM legal_hold h WHERE account_id = ${accountId}::uuid AND released_at IS NULL ORDER BY placed_at LIMIT 1`,
    rowOf(ctx, requestRow)`
      SELECT id, kind, reason, review_on::text AS "reviewOn", prepared_at AS "preparedAt", prepared_by AS "preparedBy"
      FROM hold_request WHERE account_id = ${accountId}::uuid AND decided_at IS NULL`,
  ])
  return { hold, request }
}

/** Accounts with an undecided request or an open hold, the next review first; for the list of staff. */
export type ListedHold = z.output<typeof listedHoldRow>
const listedHoldRow = z.strictObject({
  accountId: z.string(),
  surname: z.string(),
  givenName: z.string(),
  placedAt: z.date().nullable(),
  reviewOn: z.iso.date().nullable(),
  asked: z.enum(codesOf(holdRequestKindLabels)).nullable(),
})

const MOST = 200

export async function listHolds(ctx: PortalContext): Promise<ListedHold[]> {
  may.staffOrPortal(ctx, '/admin/herausgabe')
  return rowsOf(ctx, listedHoldRow)`
    SELECT a.id AS "accountId", a.surname, a.given_name AS "givenName", h.placed_at AS "placedAt",
      coalesce(h.review_on, r.review_on)::text AS "reviewOn", r.kind AS asked
    FROM account a
    LEFT JOIN legal_hold h ON h.account_id = a.id AND h.released_at IS NULL
    LEFT JOIN hold_request r ON r.account_id = a.id AND r.decided_at IS NULL
    WHERE h.id IS NOT NULL OR r.id IS NOT NULL
    ORDER BY "reviewOn" NULLS LAST, a.id LIMIT ${MOST}`
}
