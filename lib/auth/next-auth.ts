import { createHash, randomBytes } from 'node:crypto'
import NextAuth, { type NextAuthOptions } from 'next-auth'
import CredentialsProvider from 'next-auth/providers/credentials'
import { type PortalContext } from '../context'
import { settings } from '../env'
import { sessionLimits } from './limits'
import { isSecure, openSessionId, sealSessionId, sessionCookieName, sessionCookieOptions } from './session-cookie'
import { findMember } from './sessions'
import { type SignInOutcome } from './sign-in'

declare module 'next-auth' {
  // biome-ignore lint/style/useConsistentTypeDefinitions: a type cannot be merged into the library's
  interface User {
    sessionId: string
  }
}
declare module 'next-auth/jwt' {
  // biome-ignore lint/style/useConsistentTypeDefinitions: a type cannot be merged into the library's
  interface JWT {
    sid?: string
    accountId?: string
  }
}

// Never leaves the process: the form needs no such cookie.
const CSRF_COOKIE = 'csrf'

/** What NextAuth asks back while it works, and what it would otherwise turn into a redirect. */
type Answers = {
  authorize(): Promise<SignInOutcome>
  failed(error: unknown): void
}

/**
 * NextAuth with credentials and a token that carries nothing but the session id (S-C7). Its `decode` asks the database,
 * so every way into NextAuth sees a session that was ended as none (S-C1).
 */
function optionsFor(ctx: PortalContext, { authorize, failed }: Answers): NextAuthOptions {
  return {
    secret: settings().nextAuthSecret,
    session: { strategy: 'jwt', maxAge: sessionLimits.member.absolute },
    pages: { signIn: '/anmelden', signOut: '/anmelden', error: '/anmelden', verifyRequest: '/anmelden' },
    useSecureCookies: isSecure(),
    cookies: {
      sessionToken: { name: sessionCookieName(), options: sessionCookieOptions() },
      csrfToken: { name: CSRF_COOKIE, options: {} },
    },
    providers: [
      CredentialsProvider({
        credentials: {},
        // What is thrown here NextAuth would write into an address (S-N2).
        authorize: async () => {
          try {
            const result = await authorize()
            return 'sessionId' in result ? { id: result.accountId, sessionId: result.sessionId } : null
          } catch (error) {
            failed(error)
            return null
          }
        },
      }),
    ],
    jwt: {
      encode: ({ token }) => sealSessionId(token?.sid ?? '', token?.accountId),
      decode: async ({ token }) => {
        try {
          const sessionId = await openSessionId(token)
          return sessionId && (await findMember(ctx, sessionId)) ? { sid: sessionId } : null
        } catch (error) {
          failed(error)
          return null
        }
      },
    },
    callbacks: {
      // Whatever a client sends along with `trigger: "update"` is ignored (S-D5).
      jwt: ({ token, user }) => (user ? { sid: user.sessionId, accountId: user.id } : { sid: token.sid }),
      session: ({ session }) => ({ expires: session.expires }),
      redirect: ({ baseUrl }) => baseUrl,
    },
    // Outcomes are ours to tell, and the client's words belong in no log (S-G5).
    logger: { error() {}, warn() {}, debug() {} },
  }
}

/**
 * Lets NextAuth sign somebody in, without HTTP: a form needs no JavaScript and no cookie before the sign-in for it (DS-09).
 * Next.js has checked the origin of the form. Returns the cookie value to set, if the outcome is `signed-in`.
 */
export async function signInWithNextAuth(
  ctx: PortalContext,
  authorize: () => Promise<SignInOutcome>,
): Promise<{ result: SignInOutcome; cookie?: string }> {
  let result: SignInOutcome = { outcome: 'refused' }
  const token = randomBytes(32).toString('hex')
  const proof = createHash('sha256')
    .update(token + settings().nextAuthSecret)
    .digest('hex')
  const { cookies } = await callNextAuth(ctx, {
    method: 'POST',
    path: ['callback', 'credentials'],
    cookies: { [CSRF_COOKIE]: `${token}|${proof}` },
    body: { csrfToken: token },
    authorize: async () => {
      result = await authorize()
      return result
    },
  })
  return { result, cookie: cookies.get(sessionCookieName()) }
}

/** What NextAuth says about a session cookie: `{ expires }`, or `{}` if it is none any more (S-C1). */
export async function sessionAccordingToNextAuth(ctx: PortalContext, cookie: string | undefined): Promise<object> {
  const { body } = await callNextAuth(ctx, {
    method: 'GET',
    path: ['session'],
    cookies: cookie ? { [sessionCookieName()]: cookie } : {},
    authorize: async () => ({ outcome: 'refused' }),
  })
  return body
}

type Call = {
  method: 'GET' | 'POST'
  path: string[]
  cookies: Record<string, string>
  body?: Record<string, string>
  authorize(): Promise<SignInOutcome>
}

/** NextAuth takes requests in the shape of Node's API routes; this hands it one and collects the answer. */
async function callNextAuth(ctx: PortalContext, { method, path, cookies, body = {}, authorize }: Call) {
  const failures: unknown[] = []
  const headers = new Map<string, string | string[]>()
  const answer = { body: {} as object }
  const response = {
    status: () => response,
    getHeader: (name: string) => headers.get(name),
    setHeader: (name: string, value: string | string[]) => {
      headers.set(name, value)
      return response
    },
    json: (value: object) => {
      answer.body = value
    },
    send: (value: unknown) => {
      if (typeof value === 'object' && value) answer.body = value
    },
    end: () => {},
  }
  const request = { method, query: { nextauth: path }, cookies, body, headers: {} }
  await NextAuth(request as never, response as never, optionsFor(ctx, { authorize, failed: (e) => failures.push(e) }))
  if (failures.length > 0) throw failures[0]
  return { body: answer.body, cookies: cookiesOf([headers.get('Set-Cookie') ?? []].flat()) }
}

function cookiesOf(lines: string[]): Map<string, string> {
  return new Map(
    lines.map((line) => {
      const [pair = ''] = line.split(';')
      const at = pair.indexOf('=')
      return [pair.slice(0, at), decodeURIComponent(pair.slice(at + 1))]
    }),
  )
}
