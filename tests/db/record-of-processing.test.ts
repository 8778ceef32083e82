import { beforeEach, describe, expect, test, vi } from 'vitest'
import { type Member } from '@/lib/auth/session'
import { declaredTables } from '@/lib/personal-data/generated/inventory'
import { inventory } from '@/lib/personal-data/inventory'
import { recordOfProcessing, retentionSchedule } from '@/lib/personal-data/record-of-processing'
import { stores } from '@/lib/personal-data/stores'
import { newestVersion } from '@/lib/policies/published-versions'
import { type OnDatabase } from '@/scripts/lib/verb'
import { verb as inventoryVerb } from '@/scripts/portal/inventory'
import { aMember } from '../support/cast'
import { testContext } from '../support/context'

/** DS-12: the record of processing (GDPR Art. 30) as a file and on the command line. Only what Next.js gives to a request is replaced. */
const { visit } = vi.hoisted(() => ({ visit: { member: undefined as Member | undefined } }))
vi.mock('next/headers', () => ({ headers: async () => new Headers(), cookies: async () => ({ get: () => undefined }) }))
vi.mock('@/lib/auth/session', () => ({ currentMember: async () => visit.member, pendingMember: async () => undefined }))

const verb = inventoryVerb as OnDatabase
const address = 'http://portal.test/admin/verzeichnis'
const routes = {
  csv: () => import('@/app/admin/verzeichnis/csv/route'),
  json: () => import('@/app/admin/verzeichnis/json/route'),
}

async function signIn(role: 'member' | 'moderator' | 'admin' | 'approver' | 'dpo', factor = true): Promise<void> {
  const { accountId } = await aMember(testContext(), { role })
  visit.member = { accountId, role, sessionId: accountId, factorAt: factor ? new Date() : null } as Member
}

async function get(kind: keyof typeof routes): Promise<Response> {
  return (await routes[kind]()).GET(new Request(`${address}/${kind}`))
}

beforeEach(() => {
  visit.member = undefined
})

describe.each(['csv', 'json'] as const)('/admin/verzeichnis/%s', (kind) => {
  test('is for admins and the data protection officer with a second factor', async () => {
    expect((await get(kind)).status).toBe(303)
    for (const role of ['member', 'moderator'] as const) {
      await signIn(role)
      expect((await get(kind)).status, role).toBe(403)
    }
    await signIn('admin', false)
    expect((await get(kind)).status).toBe(403)
    for (const role of ['admin', 'approver', 'dpo'] as const) {
      await signIn(role)
      const answer = await get(kind)
      expect(answer.status, role).toBe(200)
      expect(answer.headers.get('content-disposition')).toBe(`attachment; filename="verzeichnis.${kind}"`)
      expect(answer.headers.get('cache-control')).toBe('no-store')
    }
  })
})

test('the CSV has a line for each table and each store, with purpose, basis and period in each', async () => {
  await signIn('dpo')
  const lines = cellsOf(await (await get('csv')).text())
  const [head = [], ...rows] = lines
  expect(head).toEqual([
    'Verarbeitungstätigkeit',
    'Zweck',
    'Rechtsgrundlage',
    'Betroffene',
    'Empfänger',
    'Was',
    'Angaben',
    'Ort',
    'Frist',
  ])
  expect(rows).toHaveLength(inventory().length + stores.length)
  for (const row of rows) {
    expect(row).toHaveLength(head.length)
    for (const place of [0, 1, 2, 3, 4, 5, 8]) expect(row[place], row.join('|')).toBeTruthy()
  }
})

test('the JSON names controller, activities, retention, every table, and what holds nothing about people', async () => {
  await signIn('dpo')
  const record = (await (await get('json')).json()) as {
    controller: { name: string }
    activities: { why: string; basis: string; tables: { name: string; columns: unknown[] }[] }[]
    retention: { period: string; covers: string[] }[]
    withoutPersonalData: { name: string }[]
    measures: string[]
  }
  expect(record.controller.name).toContain('GFAW')
  const named = [
    ...record.activities.flatMap(({ tables }) => tables.map(({ name }) => name)),
    ...record.withoutPersonalData.map(({ name }) => name),
  ]
  expect(named.sort()).toEqual(Object.keys(declaredTables).sort())
  expect(record.retention.every(({ period, covers }) => period !== '' && covers.length > 0)).toBe(true)
  expect(record.measures.length).toBeGreaterThan(3)
})

test('every purpose and every period in use stands in it, none twice', async () => {
  const version = await newestVersion(testContext())
  const keys = recordOfProcessing(version).map(({ key }) => key)
  expect(new Set(keys).size).toBe(keys.length)
  expect(new Set(inventory().map(({ purpose }) => purpose)).difference(new Set(keys)).size).toBe(0)
  const schedule = retentionSchedule(version).map(({ key }) => key)
  expect(new Set(inventory().map(({ retentionKey }) => retentionKey)).difference(new Set(schedule)).size).toBe(0)
})

describe('npm run portal -- inventory', () => {
  test.each(['text', 'json', 'csv'])('%s prints every table and ends well', async (format) => {
    const printed: string[] = []
    const log = vi.spyOn(console, 'log').mockImplementation((line: string) => void printed.push(line))
    const write = vi.spyOn(process.stdout, 'write').mockImplementation((text) => printed.push(String(text)) > 0)
    try {
      expect(await verb.run(testContext(), { format })).toBe(0)
    } finally {
      log.mockRestore()
      write.mockRestore()
    }
    const text = printed.join('\n')
    for (const { name } of inventory()) expect(text).toContain(name)
    expect(text).not.toContain('undefined')
  })

  test('another format is refused', async () => {
    await expect(verb.run(testContext(), { format: 'xml' })).rejects.toThrow('--format is text, json or csv')
  })
})

/** RFC 4180 with semicolons. */
function cellsOf(csv: string): string[][] {
  const lines = csv
    .replace(/^\uFEFF/, '')
    .trimEnd()
    .split('\r\n')
  return lines.map((line) =>
    [...line.matchAll(/("(?:[^"]|"")*"|[^;]*)(;|$)/g)]
      .slice(0, -1)
      .map(([, cell = '']) => cell.replace(/^"|"$/g, '').replaceAll('""', '"')),
  )
}
