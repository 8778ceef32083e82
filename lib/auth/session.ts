import { cookies } from 'next/headers'
import { cache } from 'react'
import { portalContext } from '../context'
import { openSessionId, sessionCookieName } from './session-cookie'
import { findMember, type Member } from './sessions'

export type { Member } from './sessions'

/**
 * Who is signed in, asked of the database once per request: a session that was ended, or a role that was taken away, is
 * void for the very next request (S-C1, S-C2). Undefined for visitors, without any statement. Throws if the database is gone.
 */
export const currentMember = cache(async (): Promise<Member | undefined> => {
  const cookie = (await cookies()).get(sessionCookieName())
  const sessionId = await openSessionId(cookie?.value)
  return sessionId ? findMember(portalContext({ kind: 'visitor' }), sessionId) : undefined
})
