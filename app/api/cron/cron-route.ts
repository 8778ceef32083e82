import { createHash, timingSafeEqual } from 'node:crypto'
import { type DutyName, runDuty } from '@/lib/duties'
import { settings } from '@/lib/env'
import { isDatabaseGone, reportError } from '@/lib/report-error'

type Handler = (request: Request) => Promise<Response>

/**
 * Route of a scheduled duty, as Vercel Cron (GET) or another scheduler (POST) calls it: `Authorization: Bearer CRON_SECRET`,
 * nothing else of the request is read (S-J6). The answer holds counts only (S-J5); `{"running":true}` says that another call is
 * at work (S-J4).
 */
export function cronRoute(duty: DutyName): { GET: Handler; POST: Handler } {
  const handle: Handler = async (request) => {
    if (!isCronCall(request)) return answer(401, { error: 'unauthorized' })
    try {
      return answer(200, await runDuty(duty, 'cron'))
    } catch (error) {
      const reference = reportError(error, `cron ${duty}`)
      return answer(isDatabaseGone(error) ? 503 : 500, { error: 'failed', reference })
    }
  }
  return { GET: handle, POST: handle }
}

/** Digests of equal length are compared, in constant time (S-J2). */
function isCronCall(request: Request): boolean {
  const given = request.headers.get('authorization') ?? ''
  return timingSafeEqual(digest(given), digest(`Bearer ${settings().cronSecret}`))
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}

function answer(status: number, body: object): Response {
  return Response.json(body, { status, headers: { 'cache-control': 'no-store' } })
}
