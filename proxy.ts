import { type NextRequest, NextResponse } from 'next/server'
import { securityHeaders } from './server/headers.mjs'
import { largestBody } from './server/largest-body.mjs'

/**
 * Headers for every page (S-K1), and answers to requests that no page should see (S-F1, S-E9). It never authorises:
 * every page, action and handler guards itself.
 */
export function proxy(request: NextRequest) {
  const refusal = refuse(request)
  // A bare status: server/response.mjs draws the page. Not rewritten to a page of ours: Next.js takes an address on 127.0.0.1 for a
  // foreign one there, sends the request to itself over the network, and with the same method that never ends.
  if (refusal) return withHeaders(request, () => new NextResponse(null, { status: refusal }))
  return withHeaders(request, (headers) => NextResponse.next({ request: { headers } }))
}

function withHeaders(request: NextRequest, answer: (headers: Headers) => NextResponse): NextResponse {
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString('base64')
  const policy = MAIL_VIEW.test(request.nextUrl.pathname) ? mailPolicy : contentSecurityPolicy(nonce)
  const headers = new Headers(request.headers)
  headers.set('content-security-policy', policy)
  headers.set('x-portal-path', request.nextUrl.pathname + request.nextUrl.search)
  const response = answer(headers)
  // Where the server of the portal does not stand before Next.js, nobody else sets them.
  for (const [name, value] of Object.entries(securityHeaders)) response.headers.set(name, value)
  response.headers.set('content-security-policy', policy)
  return response
}

/** Nonce per request, no unsafe-inline; Next.js reads the nonce from the request header. `next dev` needs eval. */
function contentSecurityPolicy(nonce: string): string {
  const development = process.env.NODE_ENV === 'development'
  return [
    "default-src 'self'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ''}`,
    `style-src 'self'${development ? " 'unsafe-inline'" : ''}`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ')
}

/** The HTML of a mail in the local outbox carries its styles itself, as mails do. Nothing runs, nothing is fetched. */
const MAIL_VIEW = /^\/postfach\/[\w-]+\/ansicht$/
const mailPolicy =
  "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox"

function refuse(request: NextRequest): 403 | 405 | 413 | undefined {
  if (request.method === 'GET' || request.method === 'HEAD') return undefined
  if (Number(request.headers.get('content-length') ?? 0) > largestBody(request.nextUrl.pathname)) return 413
  // Webhooks and cron calls carry their own proof; everything else comes from the portal's own pages.
  if (/^\/api\/(?!auth\/)/.test(request.nextUrl.pathname)) return undefined
  if (request.method !== 'POST') return 405
  const origin = request.headers.get('origin')
  if (origin && origin !== process.env.NEXTAUTH_URL) return 403
  if (request.headers.get('sec-fetch-site') === 'cross-site') return 403
  return undefined
}

export const config = { matcher: ['/((?!_next/static/).*)'] }
