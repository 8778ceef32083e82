import { z } from 'zod'
import { type VerificationDecision } from '../codes'
import { type PortalContext } from '../context'
import { Prisma } from '../db/generated/client'
import { rowOf } from '../db/rows'
import { may } from '../may'

/** How a member stands in the verification by staff (DS-07). */
export type VerificationState =
  | { state: 'verified'; since: Date | null }
  | { state: 'waiting'; since: Date; usualSeconds: number | undefined }
  | { state: Exclude<VerificationDecision, 'verified'>; at: Date; reason: string }
  /** Not verified, and nobody was asked to: only where an account was made without the front door. */
  | { state: 'none' }

/** A waiting time is only told when some people have lived through it. */
const FEWEST_DECISIONS = 3
const LAST_DECISIONS = 20

const foundRow = z.strictObject({
  isVerified: z.boolean(),
  verifiedAt: z.date().nullable(),
  requestedAt: z.date().nullable(),
  decision: z.enum(['asked', 'refused']).nullable(),
  decidedAt: z.date().nullable(),
  reason: z.string().nullable(),
  usualSeconds: z.number().nullable(),
})

/** What the own profile and the page in front of a closed door say; staff count as verified. One statement. */
export async function verificationOf(ctx: PortalContext, accountId: string): Promise<VerificationState> {
  may.own(ctx, accountId)
  const row = await rowOf(ctx, foundRow)`
    SELECT a.verified_at IS NOT NULL OR a.role <> 'member' AS "isVerified", a.verified_at AS "verifiedAt",
      w.requested_at AS "requestedAt", d.decision, d.decided_at AS "decidedAt", d.reason, (${usualSecondsSql}) AS "usualSeconds"
    FROM account a
    LEFT JOIN verification w ON w.account_id = a.id AND w.decided_at IS NULL
    LEFT JOIN LATERAL (
      SELECT decision, decided_at, reason FROM verification
      WHERE account_id = a.id AND decision IN ('asked', 'refused') ORDER BY decided_at DESC LIMIT 1
    ) d ON true
    WHERE a.id = ${accountId}::uuid`
  if (!row) return { state: 'none' }
  if (row.isVerified) return { state: 'verified', since: row.verifiedAt }
  if (row.requestedAt) {
    return { state: 'waiting', since: row.requestedAt, usualSeconds: row.usualSeconds ?? undefined }
  }
  if (row.decision && row.decidedAt) return { state: row.decision, at: row.decidedAt, reason: row.reason ?? '' }
  return { state: 'none' }
}

/** Median of the last decisions; null while there are too few. */
const usualSecondsSql = Prisma.sql`
  SELECT CASE WHEN count(*) >= ${FEWEST_DECISIONS}
    THEN percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM l.decided_at - l.requested_at)) END
  FROM (SELECT decided_at, requested_at FROM verification WHERE decision IN ('verified', 'asked', 'refused')
    ORDER BY decided_at DESC LIMIT ${LAST_DECISIONS}) l`

/** "meist am selben Tag", "meist nach zwei Tagen": how long a verification usually takes. */
export function usualTime(seconds: number): string {
  const days = Math.round(seconds / 86_400)
  if (days === 0) return 'meist am selben Tag'
  return days === 1 ? 'meist nach einem Tag' : `meist nach ${days} Tagen`
}
