import { createCipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto'
import { decode, encode } from 'next-auth/jwt'
import { beforeEach, describe, expect, test } from 'vitest'
import { GET, POST } from '@/app/api/auth/[...nextauth]/route'
import { deviceProof } from '@/lib/auth/known-device'
import { sessionAccordingToNextAuth, signInWithNextAuth } from '@/lib/auth/next-auth'
import { openSessionId, sessionCookieName, sessionCookieOptions } from '@/lib/auth/session-cookie'
import { endSession } from '@/lib/auth/sessions'
import { signIn } from '@/lib/auth/sign-in'
import { tidyAuth } from '@/lib/auth/tidy'
import { readSettings, settings } from '@/lib/env'
import { reactivate } from '@/lib/lifecycle/reactivate'
import { aMember, type CastMember } from '../support/cast'
import { asSelf, at, TEST_NOW, testContext } from '../support/context'

const ctx = testContext({ now: new Date() })
let member: CastMember

beforeEach(async () => {
  member = await aMember(ctx)
})

async function enter(password = member.password) {
  const credentials = { email: member.email, password, network: 'n', device: 'd' }
  return signInWithNextAuth(ctx, () => signIn(ctx, credentials, { reactivate }))
}

async function signedIn() {
  const { result, cookie } = await enter()
  if (result.outcome !== 'signed-in' || !cookie) throw new Error(result.outcome)
  return { ...result, cookie }
}

describe('NextAuth in process', () => {
  test('signs in and hands out a cookie that leads to the session', async () => {
    const { cookie, sessionId } = await signedIn()
    expect(await openSessionId(cookie)).toBe(sessionId)
    expect(await sessionAccordingToNextAuth(ctx, cookie)).toEqual({ expires: expect.any(String) })
  })

  test('hands out nothing for a wrong password', async () => {
    expect(await enter('falsch geraten, leider')).toEqual({ result: { outcome: 'refused' }, cookie: undefined })
  })

  test('S-C7 the cookie holds the session id, the proof of the browser and times, no name, address, account or role', async () => {
    const { cookie, sessionId } = await signedIn()
    const token = await decode({ token: cookie, secret: settings().nextAuthSecret, salt: 'portal-session' })
    const { iat, exp, jti, ...ours } = token ?? {}
    expect(ours).toEqual({ sid: sessionId, dev: deviceProof(member.accountId) })
    expect([typeof iat, typeof exp, typeof jti]).toEqual(['number', 'number', 'string'])
    const week = 7 * 24 * 3600
    expect(Number(token?.exp) - Number(token?.iat)).toBe(week)
  })

  test('S-C1 knows a session no more once it has ended', async () => {
    const { cookie, sessionId } = await signedIn()
    await endSession(asSelf(ctx, member.accountId), { accountId: member.accountId, sessionId })
    expect(await sessionAccordingToNextAuth(ctx, cookie)).toEqual({})
  })

  test('S-C6 takes its one algorithm only, also from somebody who had the key (ASVS 9.1.2)', async () => {
    const { cookie, sessionId } = await signedIn()
    expect(await openSessionId(cookie)).toBe(sessionId)
    expect(await openSessionId(otherAlgorithm({ sid: sessionId }))).toBeUndefined()
    const [, ...rest] = cookie.split('.')
    for (const header of [{ alg: 'none' }, { alg: 'dir', enc: 'A256GCM', zip: 'DEF' }, { alg: 'PBES2-HS256+A128KW' }]) {
      const forged = [Buffer.from(JSON.stringify(header)).toString('base64url'), ...rest].join('.')
      expect(await openSessionId(forged)).toBeUndefined()
    }
  })

  test('S-C6 takes no token of another purpose, secret, form or a changed one', async () => {
    const { cookie, sessionId } = await signedIn()
    const secret = settings().nextAuthSecret
    const forged = [
      await encode({ token: { sid: sessionId }, secret }),
      await encode({ token: { sid: sessionId }, secret: `${secret}x`, salt: 'portal-session' }),
      await encode({ token: { sub: member.accountId }, secret, salt: 'portal-session' }),
      await encode({ token: { sid: "' OR 1=1" }, secret, salt: 'portal-session' }),
      await encode({ token: { sid: sessionId }, secret, salt: 'portal-session', maxAge: -60 }),
      `eyJhbGciOiJub25lIn0.${Buffer.from(JSON.stringify({ sid: sessionId })).toString('base64url')}.`,
      `${cookie.slice(0, -2)}AA`,
      sessionId,
    ]
    for (const value of forged) expect(await openSessionId(value)).toBeUndefined()
    expect(await openSessionId(cookie)).toBe(sessionId)
  })

  test('S-N2 a failure comes out as itself, never as text in an address', async () => {
    const failure = new Error("Can't reach database server at db:5432")
    await expect(signInWithNextAuth(ctx, () => Promise.reject(failure))).rejects.toBe(failure)
  })
})

describe('the addresses below /api/auth', () => {
  const call = (
    method: 'GET' | 'POST',
    path: string,
    { cookie = '', body }: { cookie?: string; body?: string } = {},
  ) => {
    const headers = { cookie: cookie && `${sessionCookieName()}=${cookie}`, 'content-type': 'application/json' }
    const request = Object.assign(new Request(`http://portal.test/api/auth/${path}`, { method, headers, body }), {
      cookies: { get: (name: string) => (cookie && name === sessionCookieName() ? { value: cookie } : undefined) },
    })
    return (method === 'GET' ? GET : POST)(request as never, { params: Promise.resolve({ nextauth: path.split('/') }) })
  }

  test.each(['signin', 'signout', 'error', 'verify-request', 'callback/credentials', 'signin/credentials'])(
    'S-K7 S-C10 GET %s leads to the German sign-in and opens no session',
    async (path) => {
      const response = await call('GET', path)
      expect([response.status, response.headers.get('location')]).toEqual([303, '/anmelden'])
      expect(response.headers.getSetCookie()).toEqual([])
    },
  )

  test.each(['providers', 'csrf', '_log', 'nothing', 'session/x'])('S-K5 GET %s does not exist', async (path) => {
    expect((await call('GET', path)).status).toBe(404)
  })

  test.each(['_log', 'session', 'csrf'])('S-D5 S-G5 POST %s does not exist', async (path) => {
    const body = JSON.stringify({
      code: 'a\r\n{"level":"error"}',
      level: 'error',
      data: { role: 'admin' },
      csrfToken: 'x',
    })
    expect((await call('POST', path, { body })).status).toBe(404)
  })

  test('S-F5 POST callback/credentials signs nobody in, not even with the right password', async () => {
    const body = JSON.stringify({ email: member.email, password: member.password, csrfToken: 'x' })
    const response = await call('POST', 'callback/credentials', { body })
    expect([response.status, response.headers.get('location')]).toEqual([303, '/anmelden'])
    expect(response.headers.getSetCookie()).toEqual([])
    expect(await ctx.db.session.count()).toBe(0)
  })

  test('S-F5 POST signout ends no session', async () => {
    const { cookie } = await signedIn()
    expect((await call('POST', 'signout', { cookie })).status).toBe(303)
    expect(await ctx.db.session.count()).toBe(1)
  })

  test('S-C1 A-C2 GET session tells visitors nothing and sets no cookie', async () => {
    const visitor = await call('GET', 'session')
    expect(await visitor.json()).toEqual({})
    expect(visitor.headers.getSetCookie()).toEqual([])
    const { cookie, sessionId } = await signedIn()
    expect(await (await call('GET', 'session', { cookie })).json()).toEqual({ expires: expect.any(String) })
    await endSession(asSelf(ctx, member.accountId), { accountId: member.accountId, sessionId })
    expect(await (await call('GET', 'session', { cookie })).json()).toEqual({})
  })
})

test('S-C5 the cookie is HttpOnly, Lax, for the whole site, and on https Secure with the __Host- prefix', () => {
  expect(sessionCookieOptions()).toMatchObject({ httpOnly: true, sameSite: 'lax', path: '/', secure: false })
  expect(sessionCookieName()).toBe('portal-session')
  const before = settings().appUrl
  try {
    settings().appUrl = readSettings({ ...process.env, APP_URL: 'https://portal.test' }).appUrl
    expect(sessionCookieOptions()).toMatchObject({ httpOnly: true, sameSite: 'lax', path: '/', secure: true })
    expect(sessionCookieOptions()).not.toHaveProperty('domain')
    expect(sessionCookieName()).toBe('__Host-portal-session')
  } finally {
    settings().appUrl = before
  }
})

test('housekeeping removes ended sessions, old links and old counters, and nothing else', async () => {
  await signedIn()
  expect(await tidyAuth(ctx)).toEqual({ sessions: 0, tokens: 0, counters: 0 })
  const result = await tidyAuth(at(ctx, new Date(Math.max(TEST_NOW.getTime(), ctx.now().getTime()) + 400 * 86_400_000)))
  expect(result.sessions).toBe(1)
  expect(result.tokens).toBe(1)
  expect(result.counters).toBeGreaterThan(0)
  expect(await ctx.db.throttle.count()).toBe(0)
})

/** A token for the session, encrypted with the right key by AES-128-CBC and HMAC-SHA256 (RFC 7518, 5.2). */
function otherAlgorithm(payload: object): string {
  const info = 'NextAuth.js Generated Encryption Key (portal-session)'
  const key = Buffer.from(hkdfSync('sha256', settings().nextAuthSecret, 'portal-session', info, 32))
  const header = Buffer.from(JSON.stringify({ alg: 'dir', enc: 'A128CBC-HS256' })).toString('base64url')
  const iv = randomBytes(16)
  const cipher = createCipheriv('aes-128-cbc', key.subarray(16), iv)
  const text = Buffer.concat([cipher.update(JSON.stringify(payload)), cipher.final()])
  const length = Buffer.alloc(8)
  length.writeUInt32BE(header.length * 8, 4)
  const tag = createHmac('sha256', key.subarray(0, 16)).update(header).update(iv).update(text).update(length).digest()
  return [header, '', ...[iv, text, tag.subarray(0, 16)].map((part) => part.toString('base64url'))].join('.')
}
