import { decode, encode } from 'next-auth/jwt'
import { settings } from '../env'
import { isUuid } from '../fields'
import { ringSecrets } from '../secret-ring'
import { deviceProof } from './known-device'
import { sessionLimits } from './limits'

/**
 * The session cookie: an encrypted token that carries the id of the session row and a proof of whose browser it is (S-C7). Who the
 * person is and what they may do is read from the database on every request.
 */

// Binds the key to this purpose: a token made for anything else with the same secret is no session (S-C6).
const SALT = 'portal-session'

// How every token of ours begins. The library would take any algorithm that the token itself names (ASVS 9.1.2).
const FORM = `${Buffer.from('{"alg":"dir","enc":"A256GCM"}').toString('base64url')}..`

/** `__Host-` makes browsers refuse a cookie without Secure, with a Domain or from a sub-path (S-C5); it needs https. */
export function sessionCookieName(): string {
  return isSecure() ? '__Host-portal-session' : 'portal-session'
}

export function isSecure(): boolean {
  return settings().appUrl.startsWith('https://')
}

/** Ends with the longest session at the latest; the row decides before (S-C4). `maxAge` in seconds. */
export function sessionCookieOptions() {
  const maxAge = sessionLimits.member.absolute
  return { httpOnly: true, secure: isSecure(), sameSite: 'lax', path: '/', maxAge } as const
}

/** `accountId`: whose browser it is, for lib/auth/known-device.ts; the cookie carries no more than a proof of it. */
export function sealSessionId(sessionId: string, accountId: string | undefined): Promise<string> {
  return encode({
    token: { sid: sessionId, dev: accountId && deviceProof(accountId) },
    secret: settings().nextAuthSecret,
    maxAge: sessionLimits.member.absolute,
    salt: SALT,
  })
}

/** The session id in a cookie value; undefined if the value is not ours, changed or too old. */
export async function openSessionId(value: string | undefined): Promise<string | undefined> {
  const { sid } = await openToken(value)
  return typeof sid === 'string' && isUuid(sid) ? sid : undefined
}

/** The proof that this browser has signed in to an account (lib/auth/known-device.ts), whether or not its session is still open. */
export async function openDeviceProof(value: string | undefined): Promise<string | undefined> {
  const { dev } = await openToken(value)
  return typeof dev === 'string' ? dev : undefined
}

async function openToken(value: string | undefined): Promise<{ sid?: unknown; dev?: unknown }> {
  if (!value?.startsWith(FORM)) return {}
  for (const secret of ringSecrets()) {
    try {
      return (await decode({ token: value, secret, salt: SALT })) ?? {}
    } catch {
      // Not decryptable with this key; with none of ours: somebody else's text, hence no session.
    }
  }
  return {}
}
