import { type ReactElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { memberAction } from '@/app/_edge/action'
import { goTo, info, success } from '@/app/_edge/flash'
import { memberPage } from '@/app/_edge/page'
import { type Flash, keepFlash, takeFlash } from '@/lib/auth/flash'
import { findMember, startSession } from '@/lib/auth/sessions'
import { type PortalContext } from '@/lib/context'
import { aMember } from '../support/cast'
import { as, at, testContext } from '../support/context'

/** What an action says is shown once, by the page it leads to, out of the session: never by an address (architecture rule 6). */
const { visit } = vi.hoisted(() => ({ visit: { sessionId: '', headers: {} as Record<string, string>, method: 'GET' } }))
vi.mock('next/server', () => ({ connection: async () => undefined }))
vi.mock('next/cache', () => ({ revalidatePath: () => {} }))
vi.mock('next/headers', () => ({ headers: async () => new Headers(visit.headers) }))
vi.mock('@/lib/auth/session', async () => {
  const { findMember } = await import('@/lib/auth/sessions')
  const { portalContext } = await import('@/lib/context')
  return {
    currentMember: () => findMember(portalContext({ kind: 'visitor' }), visit.sessionId),
    pendingMember: async () => undefined,
  }
})
vi.mock('@/lib/exchange', async (original) => ({
  ...(await original<object>()),
  isHeadRequest: () => visit.method === 'HEAD',
}))

// Pages look at the clock of the machine.
const ctx = testContext({ now: new Date() })
let session: PortalContext

async function signIn(): Promise<PortalContext> {
  const { accountId } = await aMember(ctx)
  const sessionId = await startSession(ctx, { accountId, role: 'member', device: 'Firefox' })
  visit.sessionId = sessionId
  return as(ctx, { kind: 'member', accountId, role: 'member', sessionId })
}
beforeEach(async () => {
  visit.headers = {}
  visit.method = 'GET'
  session = await signIn()
})

const later = (seconds: number) => at(session, new Date(session.now().getTime() + seconds * 1000))
const titles = (messages: Flash[]) => messages.map(({ title }) => title)

describe('a message', () => {
  test('whose page has not come after ten seconds is shown by the next one, not before', async () => {
    await keepFlash(session, '/forum', success('Gelöscht.'))
    expect(titles(await takeFlash(later(10), '/mein-profil'))).toEqual([])
    expect(titles(await takeFlash(later(10.001), '/mein-profil'))).toEqual(['Gelöscht.'])
  })

  test('is there once, for the page that it was meant for', async () => {
    await keepFlash(session, '/forum', success('Gelöscht.'))
    expect(titles(await takeFlash(session, '/mein-profil'))).toEqual([])
    expect(await takeFlash(session, '/forum')).toEqual([
      { id: expect.any(String), variant: 'success', title: 'Gelöscht.' },
    ])
    expect(await takeFlash(session, '/forum')).toEqual([])
  })

  test.each([
    [9, []],
    [11, ['Gelöscht.']],
  ])('whose page has not come after %d seconds is said by the next one: %j', async (seconds, said) => {
    await keepFlash(session, '/forum', success('Gelöscht.'))
    expect(titles(await takeFlash(later(seconds), '/mein-profil'))).toEqual(said)
  })

  test('of many tabs reaches its own, none is lost and none is said twice, however they ask', async () => {
    const paths = ['/a', '/b', '/c', '/d']
    await Promise.all(paths.map((path) => keepFlash(session, path, success(path))))
    const asked = await Promise.all([...paths, ...paths, ...paths].map((path) => takeFlash(session, path)))
    expect(asked.flatMap(titles).sort()).toEqual(paths)
    for (const [at, messages] of asked.entries())
      for (const { title } of messages) expect(title).toBe(paths[at % paths.length])
  })

  test('waits in the order in which things were done, and twenty at most', async () => {
    for (let n = 1; n <= 23; n++) await keepFlash(session, '/forum', info(String(n)))
    expect(titles(await takeFlash(session, '/forum'))).toEqual(Array.from({ length: 20 }, (_, n) => String(n + 4)))
  })

  test('belongs to one session: nobody else reads it, and it ends with it', async () => {
    await keepFlash(session, '/forum', success('Gelöscht.'))
    expect(await takeFlash(await signIn(), '/forum')).toEqual([])
    await expect(takeFlash(ctx, '/forum')).rejects.toThrow('only a session')
  })
})

describe('a page', () => {
  const page = memberPage(() => <p>Seite</p>)
  const act = memberAction(z.strictObject({}), async () => goTo('/forum?seite=2#ende', success('Gelöscht.')))
  const draw = async () => {
    const props = { params: Promise.resolve({}), searchParams: Promise.resolve({}) }
    return renderToStaticMarkup((await page(props)) as ReactElement)
  }
  const done = () => act({}, new FormData()).catch((error) => String(error.digest).split(';')[2])

  test('says what the action before it did, above all else, and once', async () => {
    expect(await done()).toBe('/forum?seite=2#ende')
    visit.headers = { 'x-portal-path': '/forum?seite=2' }
    const html = await draw()
    expect(html).toMatch(/^<div id="meldung" role="status".*Gelöscht\..*<p>Seite<\/p>$/)
    expect(await draw()).toBe('<p>Seite</p>')
  })

  test.each([
    ['a browser in advance', { 'sec-purpose': 'prefetch' }, 'GET'],
    ['a browser that draws it in advance', { 'sec-purpose': 'prefetch;prerender' }, 'GET'],
    ['an older browser in advance', { purpose: 'prefetch' }, 'GET'],
    ['Next.js in advance', { 'next-router-prefetch': '1' }, 'GET'],
    ['somebody who wants the headers only', {}, 'HEAD'],
  ])('that is fetched by %s does not use it up', async (_, headers, method) => {
    await done()
    visit.headers = { 'x-portal-path': '/forum', ...headers }
    visit.method = method
    expect(await draw()).toBe('<p>Seite</p>')
    visit.headers = { 'x-portal-path': '/forum' }
    visit.method = 'GET'
    expect(await draw()).toContain('Gelöscht.')
  })

  test('without news costs no statement more', async () => {
    expect((await findMember(ctx, visit.sessionId))?.hasFlash).toBe(false)
    await done()
    expect((await findMember(ctx, visit.sessionId))?.hasFlash).toBe(true)
  })
})
