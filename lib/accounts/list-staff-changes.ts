import { z } from 'zod'
import { codesOf, roleLabels, staffChangeKindLabels, timedDecisionLabels } from '../codes'
import { type PortalContext } from '../context'
import { rowsOf } from '../db/rows'
import { isOverSql } from '../four-eyes/lock-open'
import { may } from '../may'
import { recordLook } from './name-members'

const listedRow = z.strictObject({
  id: z.string(),
  accountId: z.string(),
  /** Given name and surname. */
  person: z.string(),
  kind: z.enum(codesOf(staffChangeKindLabels)),
  role: z.enum(codesOf(roleLabels)).nullable(),
  reason: z.string(),
  preparedAt: z.date(),
  preparedBy: z.string(),
  /** Names of staff; null: gone. */
  preparedByName: z.string().nullable(),
  decidedAt: z.date().nullable(),
  decidedByName: z.string().nullable(),
  decision: z.enum(codesOf(timedDecisionLabels)).nullable(),
})
export type ListedStaffChange = z.output<typeof listedRow>

const MOST = 50

/** Changes of roles and second factors, those that wait first, then the newest (DS-06). The look is recorded (S-D8). */
export async function listStaffChanges(ctx: PortalContext): Promise<ListedStaffChange[]> {
  may.staff(ctx, '/admin/team')
  const rows = await rowsOf(ctx, listedRow)`
    SELECT c.id, c.account_id AS "accountId", a.given_name || ' ' || a.surname AS person, c.kind, c.role::text AS role, c.reason,
      c.prepared_at AS "preparedAt", c.prepared_by AS "preparedBy", c.decided_at AS "decidedAt",
      (SELECT p.given_name || ' ' || p.surname FROM account p WHERE p.id = c.prepared_by) AS "preparedByName",
      (SELECT d.given_name || ' ' || d.surname FROM account d WHERE d.id = c.decided_by) AS "decidedByName",
      CASE WHEN c.decision IS NULL AND ${isOverSql(ctx, 'staff-change')} THEN 'expired' ELSE c.decision END AS decision
    FROM staff_change c JOIN account a ON a.id = c.account_id
    ORDER BY c.decided_at IS NULL DESC, c.prepared_at DESC, c.id DESC LIMIT ${MOST}`
  await recordLook(ctx, { shown: [...new Set(rows.map(({ accountId }) => accountId))], reason: 'administration' })
  return rows
}
