import { beforeEach, expect, test } from 'vitest'
import { testContext } from '../support/context'
import { handlersWithOwnProof } from '../support/own-proof'

/**
 * Handlers outside the wrappers prove their caller themselves (S-F3): each is found in the folders and called as somebody who proves nothing.
 * It refuses, or says nothing that is not for everybody, and leaves no trace. What each does for the right caller stands in its own tests.
 */
type Handler = (request: Request, route?: object) => Response | Promise<Response>
type Route = Partial<Record<'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', Handler>>

const ctx = testContext()
const routes = import.meta.glob<Route>('../../app/**/route.ts')
const files = handlersWithOwnProof()
const secret = process.env.CRON_SECRET ?? ''

/** Ways to prove nothing, as headers. */
const strangers: Record<string, string>[] = [
  {},
  { authorization: '' },
  { authorization: 'Bearer ' },
  { authorization: 'Bearer undefined' },
  { authorization: `Bearer ${secret.slice(0, -1)}` },
  { authorization: `Bearer ${secret}x` },
  { authorization: `Basic ${Buffer.from(`x:${secret}`).toString('base64')}` },
  { authorization: secret },
  { 'x-forwarded-for': '127.0.0.1', host: 'localhost' },
  { 'svix-id': 'msg_1', 'svix-timestamp': '1', 'svix-signature': 'v1,AAAA' },
  { cookie: 'next-auth.session-token=01930000-0000-7000-8000-000000000000' },
]

/** Folder → what a stranger gets from it. */
const answers: Record<string, (response: Response, method: string) => Promise<void>> = {
  'app/api/cron/': async (response) => {
    expect(response.status).toBe(401)
    expect(await response.json()).toEqual({ error: 'unauthorized' })
  },
  // Without a webhook secret the address does not exist; with one, see mail-webhook.test.ts.
  'app/api/webhooks/': async (response) => expect(response.status).toBe(404),
  'app/api/health/': async (response) => {
    expect([200, 503]).toContain(response.status)
    expect(Object.keys(await response.json())).toEqual(['ok'])
  },
  // The link in the mail is the proof, and what a mail program says beside it (RFC 8058).
  'app/api/abmelden/': async (response, method) => {
    expect(response.status).toBe(method === 'GET' ? 303 : 400)
    expect(response.headers.get('location') ?? '/abmelden').toMatch(/^\/abmelden(\?|$)/)
  },
  'app/api/auth/': async (response) => {
    expect(response.headers.get('set-cookie')).toBeNull()
    if (response.status === 303) expect(response.headers.get('location')).toBe('/anmelden')
    else if (response.status === 404) expect(await response.json()).toEqual({ fehler: expect.any(String) })
    else expect([response.status, await response.json()]).toEqual([200, {}])
  },
}

beforeEach(() => ctx.db.dutyLease.deleteMany())

test('each is in one of the folders below', () => {
  expect(files.length).toBeGreaterThan(8)
  expect(files.filter((file) => folderOf(file) === undefined)).toEqual([])
  expect(Object.keys(answers).filter((folder) => !files.some((file) => file.startsWith(folder)))).toEqual([])
})

test.each(files)('%s gives a stranger nothing', async (file) => {
  const route = await routes[`../../${file}`]?.()
  const handlers = Object.entries(route ?? {}).filter(([method]) => /^[A-Z]+$/.test(method)) as [string, Handler][]
  expect(handlers.length).toBeGreaterThan(0)
  const before = await traces()
  for (const [method, handle] of handlers) {
    for (const headers of strangers) {
      for (const part of ['session', 'signin', 'signout', 'csrf', '_log', 'providers']) {
        const address = `http://portal.test/${file.replace(/^app\/|\/route\.ts$/g, '')}?secret=${secret}`
        const body = method === 'GET' ? undefined : JSON.stringify({ secret })
        const request = Object.assign(new Request(address, { method, headers, body }), { cookies: new Map() })
        const response = await handle(request, { params: Promise.resolve({ nextauth: [part] }) })
        await answers[folderOf(file) ?? '']?.(response, method)
        if (!file.includes('[')) break
      }
    }
  }
  expect(await traces()).toEqual(before)
})

function folderOf(file: string): string | undefined {
  return Object.keys(answers).find((folder) => file.startsWith(folder))
}

async function traces(): Promise<number[]> {
  return Promise.all([
    ctx.db.dutyLease.count(),
    ctx.db.sweepRun.count(),
    ctx.db.auditEvent.count(),
    ctx.db.mailOutage.count(),
  ])
}
