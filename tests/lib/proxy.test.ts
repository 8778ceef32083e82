import { NextRequest } from 'next/server'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { largestBody } from '@/server/largest-body.mjs'
import config from '../../next.config.mjs'
import { proxy } from '../../proxy'

/** What every answer carries, and what is refused before any page is asked (S-K1, S-F1, S-E9). */
const OWN = 'http://portal.test'
beforeEach(() => vi.stubEnv('NEXTAUTH_URL', OWN))

const answer = (path: string, init: { method?: string; headers?: Record<string, string> } = {}) =>
  proxy(new NextRequest(OWN + path, init))
const nonceOf = (response: Response) =>
  /'nonce-([^']+)'/.exec(response.headers.get('content-security-policy') ?? '')?.[1]

describe('every answer', () => {
  const common = {
    'strict-transport-security': 'max-age=31536000; includeSubDomains',
    'x-content-type-options': 'nosniff',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
  }

  test.each([
    ['a page', answer('/')],
    ['a page of the administration', answer('/admin')],
    ['a refusal', answer('/anmelden', { method: 'PUT' })],
  ])('of the portal has the headers: %s', (_, response) => {
    expect(Object.fromEntries(response.headers)).toMatchObject({ ...common, 'referrer-policy': 'strict-origin' })
  })

  test('with a file has them too', async () => {
    for (const { headers } of (await config.headers?.()) ?? []) {
      const sent = Object.fromEntries(headers.map(({ key, value }) => [key.toLowerCase(), value]))
      expect(sent).toMatchObject({ ...common, 'referrer-policy': 'strict-origin' })
      expect(sent['content-security-policy']).not.toContain('unsafe')
    }
  })

  test('has a nonce of its own, which the page is told, and no unsafe-inline', () => {
    const [one, other] = [answer('/'), answer('/')]
    expect(nonceOf(one)).toMatch(/^[\w+/]{22}==$/)
    expect(nonceOf(other)).not.toBe(nonceOf(one))
    expect(one.headers.get('content-security-policy')).not.toContain('unsafe')
    expect(one.headers.get('x-middleware-request-content-security-policy')).toContain(`'nonce-${nonceOf(one)}'`)
  })

  test('lets in what is the portal’s own: no plugins, no other base, no frame, no form to elsewhere (ASVS 3.4.3, 3.7.1)', () => {
    const one = answer('/')
    expect(one.headers.get('content-security-policy')?.split('; ')).toEqual([
      "default-src 'self'",
      `script-src 'nonce-${nonceOf(one)}' 'strict-dynamic'`,
      "style-src 'self'",
      "img-src 'self' data:",
      "font-src 'self'",
      "connect-src 'self'",
      "object-src 'none'",
      "base-uri 'none'",
      "form-action 'self'",
      "frame-ancestors 'none'",
    ])
  })

  test('does not say what it is made with, and no image is fetched for anybody (S-K6)', () => {
    expect(config.poweredByHeader).toBe(false)
    expect(config.images?.unoptimized).toBe(true)
  })
})

describe('what changes something comes from the pages of the portal', () => {
  const post = (headers: Record<string, string>, path = '/anmelden') => answer(path, { method: 'POST', headers }).status

  test.each([
    'https://boese.test',
    'null',
    'http://portal.test.boese.test',
    'http://portal.test:81',
    'https://portal.test',
  ])('not from %s', (origin) => {
    expect(post({ origin })).toBe(403)
  })

  test('not from another site that hides its origin', () => {
    expect(post({ 'sec-fetch-site': 'cross-site' })).toBe(403)
  })

  test('from itself, and from a browser that says nothing', () => {
    expect(post({ origin: OWN, 'sec-fetch-site': 'same-origin' })).toBe(200)
    expect(post({})).toBe(200)
  })

  test('and is a POST, of a size that a form can have', () => {
    for (const method of ['PUT', 'PATCH', 'DELETE']) expect(answer('/mein-profil', { method }).status, method).toBe(405)
    for (const path of ['/anmelden', '/forum/neu', '/api/webhooks/resend', '/admin/herausgabe/1/anordnung']) {
      expect(post({ 'content-length': String(largestBody(path)) }, path), path).toBe(200)
      expect(post({ 'content-length': String(largestBody(path) + 1) }, path), path).toBe(413)
    }
  })

  test('but for webhooks and cron calls, which carry their own proof; the addresses of NextAuth are none of them', () => {
    const origin = 'https://boese.test'
    expect(post({ origin }, '/api/webhooks/resend')).toBe(200)
    expect(post({ origin }, '/api/auth/callback/credentials')).toBe(403)
  })
})
