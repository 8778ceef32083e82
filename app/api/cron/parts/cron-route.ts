import { type DutyName } from '@/lib/codes'
import { runDuty } from '@/lib/duties'
import { failedSteps } from '@/lib/duty-steps'
import { hasCronSecret } from '@/lib/from-inside'
import { isDatabaseGone, reportError } from '@/lib/report-error'

type Handler = (request: Request) => Promise<Response>

/**
 * Route of a scheduled duty, as Vercel Cron (GET) or another scheduler (POST) calls it: `Authorization: Bearer CRON_SECRET`,
 * nothing else of the request is read (S-J6). The answer holds counts only (S-J5); `{"running":true}` says that another call is
 * at work (S-J4). Where a step failed the status is 500 and `failedSteps` names it, beside the counts of the others.
 */
export function cronRoute(duty: DutyName): { GET: Handler; POST: Handler } {
  const handle: Handler = async (request) => {
    if (!hasCronSecret(request)) return answer(401, { error: 'unauthorized' })
    try {
      const turn = await runDuty(duty, 'cron')
      return answer(failedSteps(turn).length > 0 ? 500 : 200, turn)
    } catch (error) {
      const reference = reportError(error, `cron ${duty}`)
      return answer(isDatabaseGone(error) ? 503 : 500, { error: 'failed', reference })
    }
  }
  return { GET: handle, POST: handle }
}

function answer(status: number, body: object): Response {
  return Response.json(body, { status, headers: { 'cache-control': 'no-store' } })
}
