import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { type AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import { NextRequest } from 'next/server'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { forgetPages, keptPage, watchPages } from '@/lib/page-store'
import { proxy } from '../../proxy'

/** Public pages are kept for a second, without anything of a person and without their nonce (S-K1, S-C1). */
let drawn = 0
let answer: (response: ServerResponse, request: IncomingMessage) => void
const server = createServer((request, response) => {
  watchPages(request, response)
  drawn += 1
  response.setHeader('content-type', 'text/html; charset=utf-8')
  response.setHeader('content-security-policy', `script-src 'nonce-n${drawn}n=='`)
  answer(response, request)
})
const page = () => `<p>Seite ${drawn}</p><script nonce="n${drawn}n=="></script>`
let own: string

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  own = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => server.close())
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance'] })
  forgetPages()
  drawn = 0
  answer = (response) => response.end(page())
})

async function draw(path: string, init?: RequestInit): Promise<void> {
  await (await fetch(own + path, init)).text()
  // The page is kept after its last byte.
  await new Promise((resolve) => setTimeout(resolve, 20))
}
const kept = (path: string, headers: Record<string, string> = {}) =>
  keptPage({ method: 'GET', url: path, headers: Object.entries(headers) }, 'fresh==')

describe('a public page', () => {
  test('is kept without its nonce and handed out with another one', async () => {
    await draw('/impressum')
    expect(kept('/impressum')?.html).toBe('<p>Seite 1</p><script nonce="fresh=="></script>')
  })

  test('is handed out by proxy.ts with the nonce of that answer and all headers of a page', async () => {
    answer = (response) => {
      response.setHeader('link', `</_next/a.css>; rel=preload; nonce="n${drawn}n=="`)
      response.end(page())
    }
    await draw('/impressum')
    const [one, two] = await Promise.all(
      [1, 2].map(async () => {
        const response = proxy(new NextRequest('http://portal.test/impressum'))
        const nonce = /'nonce-([^']+)'/.exec(response.headers.get('content-security-policy') ?? '')?.[1] ?? 'none'
        expect(response.headers.get('link')).toBe(`</_next/a.css>; rel=preload; nonce="${nonce}"`)
        expect(response.headers.get('x-content-type-options')).toBe('nosniff')
        expect(await response.text()).toBe(`<p>Seite 1</p><script nonce="${nonce}"></script>`)
        return nonce
      }),
    )
    expect(one).not.toBe(two)
  })

  test('is kept as text however it was packed and cut', async () => {
    answer = (response) => {
      const bytes = gzipSync(page())
      response.setHeader('content-encoding', 'gzip')
      response.write(bytes.subarray(0, 7))
      response.end(bytes.subarray(7))
    }
    await draw('/')
    expect(kept('/')?.html).toContain('Seite 1')
    expect(kept('/')?.headers).not.toHaveProperty('content-encoding')
  })

  test('is handed out for a second, then drawn anew by one request while the others get it for a second more', async () => {
    await draw('/')
    vi.advanceTimersByTime(900)
    expect(kept('/')).toBeDefined()
    vi.advanceTimersByTime(101)
    expect(kept('/')).toBeUndefined()
    expect(kept('/')).toBeDefined()
    vi.advanceTimersByTime(1_000)
    expect(kept('/')).toBeUndefined()
  })

  test('is forgotten when anything is sent in, and not kept if it was being drawn meanwhile', async () => {
    await draw('/')
    await draw('/melden', { method: 'POST' })
    expect(kept('/')).toBeUndefined()
    let finish = () => {}
    answer = (response, { url }) => {
      if (url === '/angebote') finish = () => response.end(page())
      else response.end(page())
    }
    const slow = draw('/angebote')
    await vi.waitFor(() => expect(drawn).toBe(3))
    await draw('/melden', { method: 'POST' })
    finish()
    await slow
    expect(kept('/angebote')).toBeUndefined()
  })

  test('is not handed out to whoever brings a cookie, nor to the router of Next.js', async () => {
    await draw('/')
    expect(kept('/')).toBeDefined()
    for (const name of ['cookie', 'authorization', 'rsc', 'next-router-state-tree', 'x-middleware-subrequest'])
      expect(kept('/', { [name]: '1' })).toBeUndefined()
    expect(keptPage({ method: 'POST', url: '/', headers: [] }, 'fresh==')).toBeUndefined()
  })
})

describe('nothing is kept', () => {
  test.each([
    ['of a request with a cookie', '/', { headers: { cookie: 'portal-session=x' } }],
    ['of a page of members', '/mein-profil', undefined],
    ['of a page whose query may be about one person', '/anmelden?weiter=%2Fnachrichten', undefined],
    ['of an address that is too long', `/angebote?suche=${'x'.repeat(300)}`, undefined],
  ])('%s', async (_, path, init) => {
    await draw(path, init)
    expect(kept(path)).toBeUndefined()
  })

  test.each<[string, (response: ServerResponse) => unknown]>([
    ['sets a cookie', (response) => response.setHeader('set-cookie', 'a=b').end(page())],
    ['is an error', (response) => response.writeHead(503).end(page())],
    ['is no page', (response) => response.setHeader('content-type', 'application/json').end(page())],
    ['has no nonce in it', (response) => response.end('<p>ohne</p>')],
    ['is larger than any page of ours', (response) => response.end(page() + 'x'.repeat(600_000))],
    ['breaks off', (response) => response.write(page(), () => response.destroy())],
  ])('of an answer that %s', async (_, send) => {
    answer = send
    await draw('/').catch(() => {})
    expect(kept('/')).toBeUndefined()
  })

  test('beyond a hundred pages: the one that was drawn longest ago goes', async () => {
    for (let i = 0; i <= 100; i++) await fetch(`${own}/angebote?seite=${i}`).then((response) => response.text())
    await vi.waitFor(() => expect(kept('/angebote?seite=100')).toBeDefined())
    expect(kept('/angebote?seite=0')).toBeUndefined()
    expect(kept('/angebote?seite=1')).toBeDefined()
  })
})
