import { brokenChecks } from '@/lib/accountability/run-checks'
import { portalContext } from '@/lib/context'
import { readiness } from '@/lib/readiness'
import { reportError } from '@/lib/report-error'

// Asked for each time, never answered from a cache of the build.
export const dynamic = 'force-dynamic'

/**
 * Readiness: may this server get requests? 503 while the database is away or lacks migrations of the code, and with the
 * code `closed` after a restore, until the erasures have been replayed (DS-04). Late mail is
 * shown, but takes no server out of service: no other server would send it sooner.
 */
export async function GET(): Promise<Response> {
  try {
    const ctx = portalContext({ kind: 'system', duty: 'health' })
    const state = await readiness(ctx)
    // A broken promise is shown, but takes no server out of service: staff have been told.
    return answer(state.ok ? 200 : 503, state.ok ? { ...state, promises: await brokenChecks(ctx) } : state)
  } catch (error) {
    return answer(503, { ok: false, reference: reportError(error, 'readiness') })
  }
}

function answer(status: number, body: object): Response {
  return Response.json(body, { status, headers: { 'cache-control': 'no-store' } })
}
