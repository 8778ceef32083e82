import { RateLimiterMemory } from 'rate-limiter-flexible'
import { QUIET_ASKS } from '@/lib/auth/limits'
import { currentSessionId } from '@/lib/auth/session'
import { peekMember } from '@/lib/auth/sessions'
import { isClosed } from '@/lib/closure'
import { type PortalContext, portalContext } from '@/lib/context'
import { noteExchange } from '@/lib/exchange'
import { isDatabaseGone, reportError } from '@/lib/report-error'
import { contextOf } from './context-of'

type Call = { ctx: PortalContext; accountId: string; request: Request }

/**
 * What a page of a signed-in member asks by itself, with nobody at the keyboard: counts neither as a sign-in nor as use of the session,
 * which ends as if nothing had been asked. Counted in memory, so that too many questions cost no statement. Answers are for scripts: no text.
 */
export function quietMemberRoute(run: (call: Call) => Promise<Response>): (request: Request) => Promise<Response> {
  const limiter = new RateLimiterMemory(QUIET_ASKS)
  return async (request) => {
    try {
      const sessionId = await currentSessionId()
      if (!sessionId) return bare(401)
      const isAllowed = await limiter.consume(sessionId).then(
        () => true,
        () => false,
      )
      if (!isAllowed) return bare(429, { 'retry-after': String(QUIET_ASKS.duration) })
      const visitor = contextOf(undefined)
      if (await isClosed(visitor)) return bare(503)
      const member = await peekMember(visitor, sessionId)
      if (!member) return bare(401)
      const ctx = portalContext({ kind: 'member', accountId: member.accountId, role: 'member', sessionId })
      noteExchange({ memberGroup: member.memberGroup })
      return await run({ ctx, accountId: member.accountId, request })
    } catch (error) {
      reportError(error, 'quiet route')
      return bare(isDatabaseGone(error) ? 503 : 500)
    }
  }
}

function bare(status: number, headers: Record<string, string> = {}): Response {
  return new Response(null, { status, headers: { ...headers, 'cache-control': 'no-store' } })
}
