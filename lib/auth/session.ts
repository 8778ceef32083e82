import { cookies } from 'next/headers'
import { cache } from 'react'
import { portalContext } from '../context'
import { noteExchange } from '../exchange'
import { openDeviceProof, openSessionId, sessionCookieName, sessionCookieOptions } from './session-cookie'
import { findMember, findPendingMember, type Member, type PendingMember } from './sessions'

export type { Member } from './sessions'

/**
 * Who is signed in, asked of the database once per request: a session that was ended, or a role that was taken away, is
 * void for the very next request (S-C1, S-C2). Undefined for visitors, without any statement. Throws if the database is
 * gone; NextAuth's own getServerSession would call the person signed out then.
 */
export const currentMember = cache(async (): Promise<Member | undefined> => {
  const sessionId = await currentSessionId()
  const member = sessionId ? await findMember(portalContext({ kind: 'visitor' }), sessionId) : undefined
  if (member) noteExchange({ memberGroup: member.memberGroup })
  return member
})

/** Who has given the password and not yet the second factor. To be asked where currentMember() finds nobody. */
export async function pendingMember(): Promise<PendingMember | undefined> {
  const sessionId = await currentSessionId()
  return sessionId ? findPendingMember(portalContext({ kind: 'visitor' }), sessionId) : undefined
}

/** The session that this browser carries, whether or not it is still open. */
export async function currentSessionId(): Promise<string | undefined> {
  return openSessionId((await cookies()).get(sessionCookieName())?.value)
}

/** What says that this browser has signed in to an account before (lib/auth/known-device.ts). */
export async function currentDeviceProof(): Promise<string | undefined> {
  return openDeviceProof((await cookies()).get(sessionCookieName())?.value)
}

/** Hands the browser its session; only in actions. */
export async function setSessionCookie(value: string): Promise<void> {
  ;(await cookies()).set(sessionCookieName(), value, sessionCookieOptions())
}

/** Takes the cookie away; the row is ended by its own verb. Only in actions. */
export async function removeSessionCookie(): Promise<void> {
  // With the attributes it was set with: browsers keep a `__Host-` cookie otherwise.
  ;(await cookies()).set(sessionCookieName(), '', { ...sessionCookieOptions(), maxAge: 0 })
}
