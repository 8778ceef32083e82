import { checkAges } from '@/lib/accountability/check-state'
import { portalContext } from '@/lib/context'
import { dutyStates } from '@/lib/duty-states'
import { readiness } from '@/lib/readiness'
import { reportError } from '@/lib/report-error'
import { healthAnswer } from '../parts/answer'

// Asked for each time, never answered from a cache of the build.
export const dynamic = 'force-dynamic'

/**
 * Readiness: may this server get requests? 503 while the database is away or lacks migrations of the code, and with the
 * code `closed` after a restore, until the erasures have been replayed (DS-04). Late mail, broken promises and late duties are shown to
 * who asks from inside, but take no server out of service: no other server would do better, and staff have been told.
 */
export async function GET(request: Request): Promise<Response> {
  try {
    const ctx = portalContext({ kind: 'system', duty: 'health' })
    const state = await readiness(ctx)
    if (!state.ok) return healthAnswer(request, state)
    const [promises, duties] = await Promise.all([checkAges(ctx), dutyStates(ctx)])
    const late = duties.filter(({ isLate }) => isLate).map(({ duty }) => duty)
    const failing = duties.flatMap(({ duty, failing }) => failing.map(({ step }) => `${duty}/${step}`))
    return healthAnswer(request, { ...state, promises, duties: { late, failing } })
  } catch (error) {
    return healthAnswer(request, { ok: false, reference: reportError(error, 'readiness') })
  }
}
