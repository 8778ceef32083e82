import { inTransaction, type PortalContext } from '../context'
import { type Outcome } from '../result'
import { type ReportCause, reportCauses } from './causes'
import { FORGED_IN_A_ROW, openOutage, tellStaff } from './outage'

/**
 * A report of the provider was refused: because of the clock (the signature is right) or of its signature. Counted, and
 * staff are told once a day: unread reports let a clock run that should stand (DS-05), and the provider gives up.
 */
export async function recordRefusedReport(
  ctx: PortalContext,
  cause: ReportCause,
): Promise<Outcome<'counted' | 'told'>> {
  return inTransaction(ctx, async (tx) => {
    const { count } = await openOutage(tx, { cause, error: 'webhook 401' })
    if (cause === 'report-forged' && count < FORGED_IN_A_ROW) return { outcome: 'counted' }
    return tellStaff(tx, { cause, error: 'webhook 401' }, count)
  })
}

/** A report was read: clock and secret are right. */
export async function recordReadReport(ctx: PortalContext): Promise<void> {
  await ctx.db.mailOutage.updateMany({
    where: { endedAt: null, cause: { in: [...reportCauses] } },
    data: { endedAt: ctx.now() },
  })
}
