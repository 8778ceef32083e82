import { z } from 'zod'
import { codesOf, type LedgerState, ledgerStateLabels } from '../codes'
import { type PortalContext } from '../context'
import { Prisma } from '../db/generated/client'
import { rowsOf } from '../db/rows'
import { may } from '../may'

export type LedgerEntry = z.output<typeof ledgerEntryRow>
const ledgerEntryRow = z.strictObject({
  accountId: z.string(),
  mailId: z.string().nullable(),
  state: z.enum(codesOf(ledgerStateLabels)),
  queuedAt: z.date().nullable(),
  acceptedAt: z.date().nullable(),
  bouncedAt: z.date().nullable(),
  confirmedAt: z.date().nullable(),
  objectedAt: z.date().nullable(),
  closedAt: z.date().nullable(),
})

const ENTRIES_PER_PAGE = 25

const stateSql = Prisma.sql`CASE
  WHEN n.objected_at IS NOT NULL THEN 'objected'
  WHEN n.bounced_at IS NOT NULL THEN 'bounced'
  WHEN n.closed_at IS NOT NULL THEN 'in-force'
  WHEN n.accepted_at IS NOT NULL THEN 'running'
  WHEN m.state = 'failed' THEN 'failed'
  ELSE 'queued' END`
const from = Prisma.sql`policy_announcement n LEFT JOIN outgoing_mail m ON m.id = n.mail_id AND n.accepted_at IS NULL`

const entryColumns = Prisma.sql`n.account_id AS "accountId", n.mail_id AS "mailId", ${stateSql} AS state,
  CASE WHEN n.mail_id IS NOT NULL THEN n.created_at END AS "queuedAt", n.accepted_at AS "acceptedAt",
  n.bounced_at AS "bouncedAt", n.confirmed_at AS "confirmedAt", n.objected_at AS "objectedAt", n.closed_at AS "closedAt"`

const countLedgerRow = z.strictObject({
  state: z.enum(codesOf(ledgerStateLabels)),
  members: z.number(),
  confirmed: z.number(),
})

/** How many members stand where, and how many have taken note. */
export async function countLedger(
  ctx: PortalContext,
  versionNumber: number,
): Promise<Record<LedgerState, number> & { confirmed: number }> {
  may.staff(ctx, '/admin/datenschutzerklaerung')
  const rows = await rowsOf(ctx, countLedgerRow)`
    SELECT ${stateSql} AS state, count(*)::int AS members, count(n.confirmed_at)::int AS confirmed
    FROM ${from} WHERE n.version_number = ${versionNumber} GROUP BY 1`
  const counts = { queued: 0, failed: 0, bounced: 0, running: 0, 'in-force': 0, objected: 0, confirmed: 0 }
  for (const { state, members, confirmed } of rows) {
    counts[state] = members
    counts.confirmed += confirmed
  }
  return counts
}

const listLedgerRow = ledgerEntryRow.extend({ governing: z.number() })

/** The ledger of a version per member, with the version that governs the member now; the caller records the look. */
export async function listLedger(
  ctx: PortalContext,
  { versionNumber, state, page = 1 }: { versionNumber: number; state: LedgerState; page?: number },
): Promise<(LedgerEntry & { governing: number })[]> {
  may.staff(ctx, '/admin/datenschutzerklaerung')
  return rowsOf(ctx, listLedgerRow)`
    SELECT entry.*, g.number AS governing FROM (
      SELECT * FROM (
        SELECT ${entryColumns} FROM ${from} WHERE n.version_number = ${versionNumber}
      ) AS entry
      WHERE state = ${state} ORDER BY "accountId"
      LIMIT ${ENTRIES_PER_PAGE} OFFSET ${(page - 1) * ENTRIES_PER_PAGE}
    ) AS entry
    JOIN account a ON a.id = entry."accountId" CROSS JOIN LATERAL governing_version(a, ${ctx.now()}::timestamptz) g
    ORDER BY entry."accountId"`
}

const ledgerOfRow = ledgerEntryRow.extend({ versionNumber: z.number() })

/** The announcements of all versions to one member, the newest first; the caller records the look. */
export async function ledgerOf(
  ctx: PortalContext,
  accountId: string,
): Promise<(LedgerEntry & { versionNumber: number })[]> {
  may.staff(ctx, '/admin/datenschutzerklaerung')
  return rowsOf(ctx, ledgerOfRow)`
    SELECT n.version_number AS "versionNumber", ${entryColumns} FROM ${from}
    WHERE n.account_id = ${accountId}::uuid ORDER BY n.version_number DESC`
}

export function pagesOf(count: number): number {
  return Math.max(1, Math.ceil(count / ENTRIES_PER_PAGE))
}
