import { type NextRequest } from 'next/server'
import { contextOf } from '@/app/_edge/context-of'
import { sessionAccordingToNextAuth } from '@/lib/auth/next-auth'
import { sessionCookieName } from '@/lib/auth/session-cookie'
import { isClosed } from '@/lib/closure'
import { isDatabaseGone, reportError } from '@/lib/report-error'

type Route = { params: Promise<{ nextauth: string[] }> }

/**
 * NextAuth works in process here (app/(public)/anmelden). Of its addresses only the question "is this session open?" answers;
 * its own pages are English, its log and its session update take words from anybody (S-K7, S-G5, S-D5). Nothing sets a cookie (A-C2).
 */
export async function GET(request: NextRequest, { params }: Route): Promise<Response> {
  const { nextauth } = await params
  if (nextauth.length === 1 && nextauth[0] === 'session') return session(request)
  return isPage(nextauth) ? toSignIn() : nothing()
}

/** No sign-in and no sign-out without the portal's own form (S-F5). */
export async function POST(_request: NextRequest, { params }: Route): Promise<Response> {
  return isPage((await params).nextauth) ? toSignIn() : nothing()
}

async function session(request: NextRequest): Promise<Response> {
  try {
    if (await isClosed(contextOf(undefined))) return Response.json({}, { status: 503, headers: noStore })
    const cookie = request.cookies.get(sessionCookieName())?.value
    return Response.json(await sessionAccordingToNextAuth(contextOf(undefined), cookie), { headers: noStore })
  } catch (error) {
    reportError(error, 'api/auth/session')
    return Response.json({}, { status: isDatabaseGone(error) ? 503 : 500, headers: noStore })
  }
}

const noStore = { 'cache-control': 'private, no-store' }

function isPage([action = '']: string[]): boolean {
  return ['signin', 'signout', 'error', 'verify-request', 'callback'].includes(action)
}

function toSignIn(): Response {
  return new Response(null, { status: 303, headers: { location: '/anmelden', ...noStore } })
}

function nothing(): Response {
  return Response.json({ fehler: 'Diese Adresse gibt es nicht.' }, { status: 404, headers: noStore })
}
