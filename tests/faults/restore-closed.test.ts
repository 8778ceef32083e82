import { renderToStaticMarkup } from 'react-dom/server'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { type Member } from '@/lib/auth/session'
import { forgetClosure } from '@/lib/closure'
import { closePortal } from '@/lib/erasure/close-portal'
import { aMember } from '../support/cast'
import { testContext } from '../support/context'

/**
 * DS-04: after a restore the portal is closed for everybody, on every way in, until the erasures have been replayed; policy and legal
 * notice stay readable (DS-01). Only what Next.js gives to a request is replaced.
 */
const { visit } = vi.hoisted(() => ({ visit: { member: undefined as Member | undefined, status: 200, retry: '' } }))
vi.mock('next/server', () => ({ connection: async () => undefined }))
vi.mock('next/headers', () => ({ headers: async () => new Headers(), cookies: async () => ({ get: () => undefined }) }))
vi.mock('@/lib/auth/session', () => ({ currentMember: async () => visit.member, pendingMember: async () => undefined }))
vi.mock('@/lib/exchange', async (original) => ({
  ...(await original<object>()),
  setStatus: (status: number, headers: Record<string, string> = {}) => {
    visit.status = status
    visit.retry = headers['retry-after'] ?? ''
    return true
  },
  peerAddress: () => '127.0.0.1',
  keepFarewell: () => true,
}))

type Page = { default: (props: object) => Promise<React.ReactNode> }

beforeEach(async () => {
  Object.assign(visit, { member: undefined, status: 200, retry: '' })
  forgetClosure()
})

async function open(load: () => Promise<unknown>): Promise<{ status: number; html: string }> {
  visit.status = 200
  const { default: page } = (await load()) as Page
  const html = renderToStaticMarkup(await page({ params: Promise.resolve({}), searchParams: Promise.resolve({}) }))
  return { status: visit.status, html }
}

const closedPages = {
  '/': () => import('@/app/(public)/page'),
  '/registrieren': () => import('@/app/(public)/registrieren/page'),
  '/anmelden': () => import('@/app/(public)/anmelden/page'),
  '/mein-profil': () => import('@/app/(member)/mein-profil/page'),
  '/admin': () => import('@/app/admin/page'),
}
const readablePages = {
  '/impressum': () => import('@/app/(public)/impressum/page'),
  '/datenschutz': () => import('@/app/(public)/datenschutz/page'),
  '/barrierefreiheit': () => import('@/app/(public)/barrierefreiheit/page'),
}

describe('while the portal is closed', () => {
  test.each(Object.entries(closedPages))(
    '%s answers 503 in German, with the way to policy and imprint',
    async (_, load) => {
      await closePortal(testContext(), 'restored')
      const { status, html } = await open(load)
      expect(status).toBe(503)
      expect(visit.retry).toBe('600')
      expect(html).toContain('Das Portal wird gerade gewartet')
      expect(html).toContain('href="/datenschutz"')
      expect(html).toContain('href="/impressum"')
    },
  )

  test.each(Object.entries(readablePages))('%s stays readable', async (_, load) => {
    await closePortal(testContext(), 'restored')
    expect((await open(load)).status).toBe(200)
  })

  test('a session from the backup opens nothing, not even for staff', async () => {
    const ctx = testContext()
    const { accountId } = await aMember(ctx, { role: 'admin' })
    visit.member = { accountId, role: 'admin', sessionId: accountId, factorAt: ctx.now() } as Member
    await closePortal(ctx, 'restored')
    expect(await open(closedPages['/admin'])).toMatchObject({ status: 503 })
  })

  test('/api/health/ready says so: 503 with the code "closed", and 200 when it is open again', async () => {
    const ctx = testContext()
    const { GET } = await import('@/app/api/health/ready/route')
    await closePortal(ctx, 'restored')
    const request = new Request('http://portal.test/', {
      headers: { authorization: `Bearer ${process.env.CRON_SECRET}` },
    })
    const closed = await GET(request)
    expect(closed.status).toBe(503)
    expect(await closed.json()).toMatchObject({ ok: false, code: 'closed', database: 'ok', migrations: 'ok' })
    await ctx.db.restoration.updateMany({ data: { reopenedAt: ctx.now() } })
    const open = await GET(request)
    expect(open.status).toBe(200)
    expect(await open.json()).not.toHaveProperty('code')
  })

  test('no form does anything', async () => {
    const ctx = testContext()
    await closePortal(ctx, 'restored')
    const { register } = await import('@/app/(public)/registrieren/actions')
    const form = new FormData()
    form.set('email', 'neu@beispiel.test')
    const state = await register({}, form)
    expect(visit.status).toBe(503)
    expect(state.problem).toContain('Das Portal wird gerade gewartet')
    expect(await ctx.db.account.count()).toBe(0)
  })

  test('it is open again as soon as the closing has ended', async () => {
    const ctx = testContext()
    await closePortal(ctx, 'restored')
    expect((await open(closedPages['/anmelden'])).status).toBe(503)
    await ctx.db.restoration.updateMany({ data: { reopenedAt: ctx.now() } })
    forgetClosure()
    expect((await open(closedPages['/anmelden'])).status).toBe(200)
  })
})
