import { isClosed } from '@/lib/closure'
import { type PortalContext, portalContext } from '@/lib/context'
import { mailHooks } from '@/lib/duties'
import { settings } from '@/lib/env'
import { takeReceived } from '@/lib/inbound/drain-resend'
import { readBounce } from '@/lib/mail/read-bounce'
import { recordBounce } from '@/lib/mail/record-bounce'
import { recordReadReport, recordRefusedReport } from '@/lib/mail/record-refused-report'
import { isDatabaseGone, reportError } from '@/lib/report-error'

/** Seconds that Vercel grants a call: a letter is fetched meanwhile. */
export const maxDuration = 90

/** Largest report that is read; real ones have a few kilobytes. */
const LARGEST_BODY = 100_000

/**
 * Resend reports mail that did not arrive, and mail for the portal. Guarded by the signature of the body (svix); refused reports are
 * counted. A report that cannot be recorded now gets 503, so that Resend repeats it.
 */
export async function POST(request: Request): Promise<Response> {
  const secret = settings().mail.resend?.webhookSecret
  if (!secret) return answer(404)
  const body = await request.text()
  if (body.length > LARGEST_BODY) return answer(413)
  const report = readBounce(body, request.headers, secret)
  try {
    const ctx = portalContext({ kind: 'system', duty: 'mail-webhook' })
    if (report.outcome === 'forged') {
      await recordRefusedReport(ctx, report.cause)
      return answer(401)
    }
    if (await isClosed(ctx)) return answer(503)
    await recordReadReport(ctx)
    if (report.outcome === 'received') return answer(await takeNote(ctx, report.id))
    if (report.outcome === 'other') return answer(200)
    const { outcome } = await recordBounce(ctx, report, mailHooks)
    return answer(outcome === 'not-yet-known' ? 503 : 200)
  } catch (error) {
    reportError(error, 'webhook resend')
    return answer(isDatabaseGone(error) ? 503 : 500)
  }
}

/** A note that a letter to the portal has come: the letter is fetched. Without INBOUND_RESEND it stays with the provider, who shows it. */
async function takeNote(ctx: PortalContext, id: string): Promise<number> {
  const { inbound, mail } = settings()
  if (!inbound.fromResend || !mail.resend) return 501
  const what = await takeReceived(ctx, { access: mail.resend, hooks: mailHooks, id })
  return what === 'later' ? 503 : 200
}

function answer(status: number): Response {
  return Response.json({ ok: status === 200 }, { status, headers: { 'cache-control': 'no-store' } })
}
