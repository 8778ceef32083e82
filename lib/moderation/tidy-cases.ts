import { inTransaction, type PortalContext } from '../context'
import { addDays, berlinDay, latestStartOver, startOfDay } from '../dates'
import { CASE_PERIOD, REPORTER_PERIOD } from './periods'

/**
 * Forgets closed cases with their reports, and measures that are over, after their period; name and address of visitors earlier
 * (DS-07). A case whose measure is in force, or whose appeal waits, stays. Part of housekeeping; returns counts.
 */
export function tidyCases(ctx: PortalContext): Promise<{ forgottenCases: number; forgottenReporters: number }> {
  return inTransaction(ctx, async (tx) => {
    const forgottenReporters = await tx.db.$executeRaw`
      UPDATE content_report r SET reporter_name = NULL, reporter_email = NULL FROM moderation_case c
      WHERE c.id = r.case_id AND c.closed_at < ${periodAgo(tx, REPORTER_PERIOD)}
        AND (r.reporter_name IS NOT NULL OR r.reporter_email IS NOT NULL)`
    const over = periodAgo(tx, CASE_PERIOD)
    // A warning or a move lasts no time: it is over when it was given.
    await tx.db.$executeRaw`
      DELETE FROM content_measure m
      WHERE coalesce(m.ended_at, CASE WHEN m.act IN ('warn', 'move') THEN m.started_at END) < ${over}
        AND NOT EXISTS (SELECT FROM appeal p WHERE p.measure_id = m.id AND (p.decided_at IS NULL OR p.decided_at >= ${over}))`
    const forgottenCases = await tx.db.$executeRaw`
      DELETE FROM moderation_case c WHERE c.closed_at < ${over} AND NOT EXISTS (SELECT FROM content_measure m WHERE m.case_id = c.id)`
    return { forgottenCases, forgottenReporters }
  })
}

/** Everything that began before it is more than the period old, in whole days of Berlin. */
function periodAgo(ctx: PortalContext, period: string): Date {
  return startOfDay(addDays(latestStartOver(berlinDay(ctx.now()), period), 1))
}
