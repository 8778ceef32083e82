import { globSync, readFileSync } from 'node:fs'
import { type ReactElement } from 'react'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { publicAction } from '@/app/_edge/action'
import { ErrorPage } from '@/app/_edge/error-page'
import { FACTOR_PAGE } from '@/app/_edge/page'
import { STEP_UP_PERIOD } from '@/lib/auth/limits'
import {
  isDangerous,
  ownDownloads,
  pageRoles,
  type StaffAct,
  type StaffRole,
  staffActs,
  staffDownloads,
} from '@/lib/auth/permissions'
import { type Member } from '@/lib/auth/session'
import { type Role } from '@/lib/db/generated/enums'
import { aMember } from '../support/cast'
import { testContext } from '../support/context'

/**
 * Every page, action and handler there is, found in the folders, called as nobody, as every role, and as staff without the second
 * factor (S-D1, S-D6, S-D7). Nothing has to be added here for a new one: below /admin it needs its row in permissions.ts.
 */
const { visit } = vi.hoisted(() => ({ visit: { member: undefined as Member | undefined, status: 200 } }))
vi.mock('next/server', () => ({ connection: async () => undefined }))
vi.mock('next/cache', () => ({ revalidatePath: () => {} }))
vi.mock('next/headers', () => ({ headers: async () => new Headers(), cookies: async () => ({ get: () => undefined }) }))
vi.mock('@/lib/auth/session', () => ({
  currentMember: async () => visit.member,
  currentSessionId: async () => undefined,
  pendingMember: async () => undefined,
  setSessionCookie: async () => undefined,
  removeSessionCookie: async () => undefined,
}))
vi.mock('@/lib/exchange', async (original) => ({
  ...(await original<object>()),
  setStatus: (status: number) => {
    visit.status = status
    return true
  },
  peerAddress: () => '127.0.0.1',
  keepFarewell: () => true,
}))

type Page = { default: (props: object) => Promise<unknown> }
type Action = (state: object, form: FormData) => Promise<{ problem?: string; errors?: object }>
type Handler = (request: Request, props?: object) => Promise<Response>

/** "../../app/(member)/mein-profil/page.tsx" → "app/(member)/mein-profil/page.tsx". */
const fileOf = (key: string) => key.replace(/^(\.\.\/)+/, '')
const pages = import.meta.glob<Page>(['../../app/**/page.tsx', '!../../app/_edge/**'])
const actionFiles = import.meta.glob<Record<string, Action>>('../../app/**/actions.ts')
const everyRoute = Object.entries(import.meta.glob<Record<string, Handler>>('../../app/**/route.ts'))
const isGuarded = ([key]: [string, unknown]) => /^app\/(admin|\(member\))\//.test(fileOf(key))
const routes = Object.fromEntries(everyRoute.filter(isGuarded))
/** For everybody, or for callers who prove themselves in another way (own-proof.test.ts): who is signed in makes no difference. */
const otherRoutes = Object.fromEntries(
  // NextAuth asks the session, not the role.
  everyRoute.filter((entry) => !isGuarded(entry) && !fileOf(entry[0]).startsWith('app/api/auth/')),
)

const ctx = testContext()
const id = '01930000-0000-7000-8000-000000000000'
const staffRoles = ['moderator', 'admin', 'approver', 'dpo'] as const satisfies StaffRole[]
type Visitor = Role | 'nobody' | `${StaffRole} without factor`
const visitors: Visitor[] = [
  'nobody',
  'member',
  ...staffRoles,
  ...staffRoles.map((role) => `${role} without factor` as const),
]
/** At what is not the administration's, one without factor stands for all. */
const fewVisitors = visitors.filter((visitor) => !isWithoutFactor(visitor) || visitor.startsWith('admin'))

const addressOf = (key: string) =>
  fileOf(key)
    .replace(/^app/, '')
    .replace(/\/\(\w+\)/g, '')
    .replace(/\/(page\.tsx|route\.ts)$/, '') || '/'

async function visitAs(visitor: Visitor): Promise<void> {
  visit.status = 200
  visit.member = undefined
  if (visitor === 'nobody') return
  const role = visitor.split(' ')[0] as Role
  const { accountId, givenName, surname } = await aMember(ctx, { role })
  visit.member = {
    accountId,
    role,
    sessionId: crypto.randomUUID(),
    givenName,
    surname,
    memberGroup: 'private_person',
    factorAt: isWithoutFactor(visitor) ? null : new Date(),
    isVerified: true,
  } as Member
}

const allows = (roles: readonly string[], visitor: Visitor) => roles.includes(visitor)

function isWithoutFactor(visitor: Visitor): boolean {
  return visitor.endsWith(' without factor')
}

/** Next.js redirects by throwing. */
function redirectOf(error: unknown): string {
  const digest = (error as { digest?: string }).digest
  if (!digest?.startsWith('NEXT_REDIRECT')) throw error
  return digest.split(';')[2] ?? ''
}

beforeEach(() => {
  visit.member = undefined
})

describe('pages', () => {
  /** Where it leads: a redirect, the status of an error page, or 200. */
  async function open(
    key: string,
    { params = { id, number: '1', name: 'x' }, query = {} }: { params?: object; query?: object } = {},
  ): Promise<string | number> {
    try {
      const load = pages[key]
      if (!load) throw new Error(key)
      const { default: page } = await load()
      const element = (await page({
        params: Promise.resolve(params),
        searchParams: Promise.resolve(query),
      })) as ReactElement<{ status: number }>
      return element?.type === ErrorPage ? element.props.status : 200
    } catch (error) {
      return redirectOf(error)
    }
  }

  const all = Object.keys(pages)
  const inAdmin = all.filter((key) => readFileSync(fileOf(key), 'utf8').includes('export default staffPage('))
  // A page there may let in everybody (a link from a mail, an invitation to sign in); then it must bear it.
  const isOpen = (key: string) => readFileSync(fileOf(key), 'utf8').includes('export default publicPage(')
  const inMember = all.filter(
    (key) => fileOf(key).startsWith('app/(member)/') && !isOpen(key) && !inAdmin.includes(key),
  )
  const inPublic = all.filter((key) => !inAdmin.includes(key) && !inMember.includes(key))

  test('are all there', () => {
    expect(inAdmin.map(addressOf).sort()).toEqual(Object.keys(pageRoles).sort())
    expect(inMember.length).toBeGreaterThan(5)
    expect(inPublic.every((key) => /^app\/\((public|member)\)\//.test(fileOf(key)))).toBe(true)
  })

  test.each(visitors)('of the administration as %s', async (visitor) => {
    await visitAs(visitor)
    for (const key of inAdmin) {
      const answer = await open(key)
      const address = addressOf(key)
      if (visitor === 'nobody') expect(answer, address).toMatch(/^\/anmelden\?weiter=/)
      else if (isWithoutFactor(visitor)) {
        const mayEnter = allows(pageRoles[address as keyof typeof pageRoles], visitor.split(' ')[0] as Role)
        if (mayEnter) expect(answer, address).toMatch(new RegExp(`^${FACTOR_PAGE}\\?weiter=`))
        else expect(answer, address).toBe(403)
      } else if (allows(pageRoles[address as keyof typeof pageRoles], visitor)) expect(answer, address).not.toBe(403)
      else expect(answer, address).toBe(403)
      expect(Number(answer) >= 500, `${address}: ${answer}`).toBe(false)
    }
  })

  test.each(fewVisitors)('of members as %s', async (visitor) => {
    await visitAs(visitor)
    for (const key of inMember) {
      const answer = await open(key)
      if (visitor === 'nobody') expect(answer, addressOf(key)).toMatch(/^\/anmelden\?weiter=/)
      else {
        expect(answer, addressOf(key)).not.toBe(403)
        expect(String(answer), addressOf(key)).not.toMatch(/^\/anmelden/)
      }
      expect(Number(answer) >= 500, `${addressOf(key)}: ${answer}`).toBe(false)
    }
  })

  test.each(fewVisitors)('of the public as %s', async (visitor) => {
    await visitAs(visitor)
    for (const key of inPublic) {
      const answer = await open(key)
      expect(answer === 403 || Number(answer) >= 500, `${addressOf(key)}: ${answer}`).toBe(false)
    }
  })

  test.each([
    ['a null character', 'Kurs\0'],
    ['half a letter', 'Kurs\ud83d'],
    ['a huge number', '99999999999999999999'],
    ['a negative number', '-1'],
    ['no number at all', '1e999'],
    ['signs of queries', `'" & | ! :* <-> ( \\ % _`],
    ['a very long text', 'Weiterbildung '.repeat(2_000)],
    ['nothing', ''],
  ])('bear whatever stands in an address: %s', async (_, given) => {
    const names = queryNames()
    expect(names).toEqual(expect.arrayContaining(['seite', 'suche', 'q', 'ort', 'art', 'vor', 'token']))
    const query = Object.fromEntries(['id', ...names].map((name) => [name, given]))
    // Next.js leaves these as they are written.
    const part = encodeURIComponent(given.toWellFormed())
    const params = { id: part, number: part, name: part, slug: part }
    await visitAs('admin')
    const failed: string[] = []
    for (const key of all) {
      for (const address of [{ query }, { params }]) {
        const answer = await open(key, address)
        if (Number(answer) >= 500) failed.push(`${addressOf(key)}: ${Object.keys(address)}`)
      }
    }
    expect(failed).toEqual([])
  })
})

/** Names of everything that pages read from an address. */
function queryNames(): string[] {
  const sources = globSync('app/**/*.{ts,tsx}').map((file) => readFileSync(file, 'utf8'))
  return sources.flatMap((source) => [
    ...[...source.matchAll(/\bquery\.(\w+)/g)].map(([, name = '']) => name),
    ...[...source.matchAll(/\{([\w\s,]+)\} = query\b/g)].flatMap(([, names = '']) => names.match(/\w+/g) ?? []),
  ])
}

describe('actions', () => {
  type Named = { file: string; name: string; action: Action; guard: string }

  async function all(): Promise<Named[]> {
    const found: Named[] = []
    for (const [key, load] of Object.entries(actionFiles)) {
      const file = fileOf(key)
      const source = readFileSync(file, 'utf8')
      for (const [name, action] of Object.entries(await load())) {
        const made = source.match(new RegExp(`export const ${name} = (\\w+)Action\\(`))?.[1] ?? ''
        const guard = file.startsWith('app/admin/') ? 'staff' : made
        found.push({ file, name, action, guard })
      }
    }
    return found
  }

  /** A form that no schema accepts: whoever gets as far as being told so has passed the guard. */
  async function submit(action: Action): Promise<string | number> {
    visit.status = 200
    const form = new FormData()
    form.append('gibt-es-nicht', 'x')
    try {
      const { problem, errors } = await action({}, form)
      if (visit.status === 200 && (problem || errors)) return 422
      return visit.status
    } catch (error) {
      return redirectOf(error)
    }
  }

  test('below /admin are those of the matrix', async () => {
    const names = (await all()).filter(({ guard }) => guard === 'staff').map(({ name }) => name)
    expect(names.sort()).toEqual(Object.keys(staffActs).sort())
  })

  test.each(visitors)('as %s', async (visitor) => {
    await visitAs(visitor)
    for (const { file, name, action, guard } of await all()) {
      const answer = await submit(action)
      const what = `${name} in ${file}`
      if (guard === 'public') expect([400, 422], what).toContain(answer)
      else if (visitor === 'nobody')
        expect(answer === 401 || String(answer).startsWith('/anmelden'), `${what}: ${answer}`).toBe(true)
      else if (guard !== 'staff') expect([400, 422], what).toContain(answer)
      else if (allows(staffActs[name as keyof typeof staffActs].roles, visitor))
        expect([400, 422], what).toContain(answer)
      else expect(answer, what).toBe(403)
    }
  })
})

test('what no text in the database can have is left out of a form', async () => {
  const seen: unknown[] = []
  const action = publicAction(z.strictObject({ text: z.string() }), async ({ input }) => {
    seen.push(input)
  })
  const form = new FormData()
  form.append('text', 'Guten\0 Tag')
  await action({}, form)
  expect(seen).toEqual([{ text: 'Guten Tag' }])
})

describe('handlers', () => {
  const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const

  async function call(handler: Handler, method: string, key: string, search = ''): Promise<Response> {
    const address = `${addressOf(key).replace(/\[\w+\]/g, id)}${search}`
    return handler(
      new Request(`http://portal.test${address}`, { method, ...(method === 'POST' ? { body: new FormData() } : {}) }),
    )
  }

  test.each(visitors)('as %s', async (visitor) => {
    await visitAs(visitor)
    expect(Object.keys(routes).map(addressOf)).toEqual(
      expect.arrayContaining([...Object.keys(staffDownloads), ...Object.keys(ownDownloads)]),
    )
    for (const [key, load] of Object.entries(routes)) {
      const roles = fileOf(key).startsWith('app/admin/')
        ? staffDownloads[addressOf(key) as keyof typeof staffDownloads]?.roles
        : visitors.filter((name) => name !== 'nobody')
      expect(roles, `${key} is not in the matrix`).toBeDefined()
      const module = await load()
      for (const method of methods.filter((name) => module[name])) {
        const response = await call(module[method] as Handler, method, key)
        const what = `${method} ${addressOf(key)}: ${response.status} ${response.headers.get('location')}`
        await response.body?.cancel()
        if (visitor === 'nobody') expect(response.headers.get('location') ?? '', what).toMatch(/^\/anmelden\?weiter=/)
        else if (allows(roles ?? [], visitor)) {
          expect(response.headers.get('location') ?? '', what).not.toMatch(/^\/anmelden/)
          expect(response.status, what).toBeLessThan(500)
        } else expect(response.status, what).toBe(403)
      }
    }
  })

  test('beside those of members and staff answer nobody more than a visitor', async () => {
    expect(Object.keys(otherRoutes).length).toBeGreaterThan(12)
    const answersTo = async (visitor: Visitor) => {
      await visitAs(visitor)
      const answers: string[] = []
      for (const [key, load] of Object.entries(otherRoutes)) {
        const module = await load()
        for (const method of methods.filter((name) => module[name])) {
          const address = `http://portal.test${addressOf(key).replace(/\[\w+\]/g, id)}`
          const request = new Request(address, { method })
          const props = { params: Promise.resolve({ id, name: 'x' }) }
          const response = await (module[method] as Handler)(request, props)
          // The health of the portal has other times in each answer.
          const hasBody = response.status < 400 && !key.includes('/api/health/')
          const body = hasBody ? (await response.text()).length : 0
          answers.push(`${method} ${addressOf(key)}: ${response.status}, ${body} characters`)
        }
      }
      return answers
    }
    const toNobody = await answersTo('nobody')
    expect(toNobody.filter((answer) => / (5\d\d),/.test(answer) && !answer.includes('/api/health'))).toEqual([])
    for (const visitor of visitors) expect(await answersTo(visitor), visitor).toEqual(toNobody)
  })

  test('with a factor of long ago: what is dangerous asks for it, and leads back to the page above with what was chosen there', async () => {
    for (const [key, load] of Object.entries(routes)) {
      const entry: StaffAct | undefined = staffDownloads[addressOf(key) as keyof typeof staffDownloads]
      if (!entry) continue
      await visitAs(entry.roles.find((role) => role === 'admin') ?? 'dpo')
      if (visit.member) visit.member.factorAt = new Date(Date.now() - STEP_UP_PERIOD * 1000 - 1)
      const module = await load()
      for (const method of methods.filter((name) => module[name])) {
        const response = await call(module[method] as Handler, method, key, '?von=1')
        await response.body?.cancel()
        const location = decodeURIComponent(response.headers.get('location') ?? '')
        const above = addressOf(key)
          .replace(/\[\w+\]/g, id)
          .replace(/\/\w+$/, '?von=1')
        expect(location === `${FACTOR_PAGE}/bestaetigen?weiter=${above}`, `${key}: ${location}`).toBe(
          isDangerous(entry.effect),
        )
      }
    }
  })
})
