import { isClosed } from '@/lib/closure'
import { portalContext } from '@/lib/context'
import { endMails, readEndLink } from '@/lib/end-mails'
import { isDatabaseGone, reportError } from '@/lib/report-error'

/**
 * The one click of a mail program (RFC 8058): a POST without session, cookies or page in between. The link in the mail is the proof; it ends
 * one kind of mails and can do nothing else. `GET` leads people to the page, which changes nothing by itself (S-F4).
 */
export async function POST(request: Request): Promise<Response> {
  const body = await request.text()
  if (body.length > 1_000 || !/List-Unsubscribe=One-Click/i.test(body)) return answer(400)
  const link = readEndLink(Object.fromEntries(new URL(request.url).searchParams))
  if (!link) return answer(404)
  try {
    const ctx = portalContext({ kind: 'visitor' })
    if (await isClosed(ctx)) return answer(503)
    const { outcome } = await endMails(ctx, link)
    // Without an account there is nothing to end, and nothing more will be sent.
    return answer(outcome === 'unknown' ? 410 : 200)
  } catch (error) {
    reportError(error, 'one-click')
    return answer(isDatabaseGone(error) ? 503 : 500)
  }
}

export function GET(request: Request): Response {
  return new Response(null, { status: 303, headers: { location: `/abmelden${new URL(request.url).search}` } })
}

function answer(status: number): Response {
  const words = status === 200 ? 'Die E-Mails sind beendet.' : 'Es wurde nichts geändert.'
  return new Response(`${words}\n`, {
    status,
    headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' },
  })
}
