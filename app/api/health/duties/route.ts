import { checkAges } from '@/lib/accountability/check-state'
import { portalContext } from '@/lib/context'
import { dutyStates } from '@/lib/duty-states'
import { reportError } from '@/lib/report-error'
import { healthAnswer } from '../parts/answer'

// Asked for each time, never answered from a cache of the build.
export const dynamic = 'force-dynamic'

/**
 * Dead-man's switch for a watcher outside: 503 when a duty or a check has not ended well for more than 26 hours, or a step fails. Alarms
 * by mail go through the part that may be dead.
 */
export async function GET(request: Request): Promise<Response> {
  try {
    const ctx = portalContext({ kind: 'system', duty: 'health' })
    const [duties, { stale }] = await Promise.all([dutyStates(ctx), checkAges(ctx)])
    const ok = stale === 0 && duties.every(({ isLate, failing }) => !isLate && failing.length === 0)
    return healthAnswer(request, { ok, staleChecks: stale, duties })
  } catch (error) {
    return healthAnswer(request, { ok: false, reference: reportError(error, 'health of duties') })
  }
}
