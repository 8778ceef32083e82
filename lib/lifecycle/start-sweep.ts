import { recordEvent } from '../audit/record-event'
import { forLongWork, type PortalContext } from '../context'
import { may } from '../may'
import { type SweepResult, sweep } from './sweep'

/** A person waits for the answer: a longer sweep is left to the next scheduled run. */
const STAFF_BUDGET_MS = 20_000

/** The sweep, started by an admin after the preview (DS-05). The same brakes; the audit row says who started it. */
export async function startSweep(ctx: PortalContext): Promise<SweepResult> {
  may.staff(ctx, 'startSweep')
  await recordEvent(ctx, 'lifecycle.sweep-started-by-staff')
  return sweep(forLongWork(ctx), { trigger: 'staff', maxDurationMs: STAFF_BUDGET_MS })
}
