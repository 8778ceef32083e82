import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { FIELDS } from '@/lib/access-log/fields'
import { findEmbeddedPostgres } from '@/lib/db/embedded-postgres'
import { provideGoAccess, readWithGoAccess } from '../support/goaccess'
import { CRON_SECRET, newDataDir, type Portal, startPortal } from '../support/portal'
import { submitForm } from '../support/submit-form'

/** The access log of a running portal with two processes behind one proxy (DS-02). Builds if the build is stale. */
const CANARY = 'kanarienvogel'
const FORWARDED = ['198.51.100.77', '2001:db8:aaaa:bbbb::77']
const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0'
let dataDir: string
let portal: Portal
let database: Client
let sent = 0

beforeAll(async () => {
  dataDir = newDataDir()
  await start()
  for (const name of ['a', 'b', 'c', 'd', 'e', 'f']) await get('/', { 'user-agent': name })
}, 300_000)

afterAll(async () => {
  await database?.end()
  await portal?.stop()
  rmSync(dataDir, { recursive: true, force: true })
}, 60_000)

async function start(): Promise<void> {
  portal = await startPortal({ DATA_DIR: dataDir, DEMO: '1', TRUST_PROXY: '1', WEB_CONCURRENCY: '2' })
  const secrets = JSON.parse(readFileSync(path.join(dataDir, 'secrets.json'), 'utf8')) as { POSTGRES_PASSWORD: string }
  const running = await findEmbeddedPostgres({
    folder: path.join(dataDir, 'postgres'),
    password: secrets.POSTGRES_PASSWORD,
  })
  database = new Client({ connectionString: running?.url })
  await database.connect()
}

async function get(address: string, headers: Record<string, string> = {}): Promise<number> {
  sent += 1
  const answer = await fetch(portal.url + address, { headers, redirect: 'manual' })
  await answer.arrayBuffer()
  return answer.status
}

const folder = () => path.join(dataDir, 'access-log')
const logFiles = () => readdirSync(folder()).filter((name) => name.endsWith('.log'))
const allLines = () =>
  logFiles().flatMap((name) => readFileSync(path.join(folder(), name), 'utf8').split('\n').slice(0, -1))
const entries = () =>
  allLines()
    .filter((line) => !line.startsWith('#'))
    .map((line) => Object.fromEntries(line.split(' ').map((value, index) => [FIELDS[index], value])))

async function total(): Promise<number> {
  const { rows } = await database.query<{ sum: string }>('SELECT coalesce(sum(requests), 0) AS sum FROM access_total')
  return Number(rows[0]?.sum)
}

/** Waits until everything that happened is in the files and in the totals. */
async function settled(): Promise<number> {
  for (let last = -1; ; await pause(1_500)) {
    const now = entries().length
    if (now === last && (await total()) === now) return now
    last = now
  }
}

async function signIn(email: string, password: string): Promise<Response> {
  sent += 2
  return submitForm(portal.url, '/anmelden', { email, password }, { headers: { 'user-agent': FIREFOX } })
}

test('every request is in the log with its final status, and counted once (DS-02)', { timeout: 120_000 }, async () => {
  expect(await get('/impressum', { 'user-agent': FIREFOX, 'x-forwarded-for': '198.51.100.77' })).toBe(200)
  expect(await get('/icon.svg')).toBe(200)
  expect(await get('/mein-profil')).toBe(307)
  expect(await get(`/gibt-es-nicht`)).toBe(404)
  expect(await get('/api/cron/housekeeping')).toBe(401)
  expect(await get('/api/cron/housekeeping', { authorization: `Bearer ${CRON_SECRET}` })).toBe(200)
  expect((await signIn('niemand@beispiel.example', 'Falsch und lang genug 1')).status).toBe(401)
  await settled()
  const found = (method: string, stem: string) =>
    entries()
      .filter((entry) => entry['cs-method'] === method && entry['cs-uri-stem'] === stem)
      .map((entry) => `${entry['sc-status']}.${entry['sc-substatus']} ${entry['sc-win32-status']}`)
  expect(found('GET', '/impressum')).toEqual(['200.0 0'])
  expect(found('GET', '/icon.svg')).toEqual(['200.0 0'])
  expect(found('GET', '/mein-profil')).toEqual(['307.0 0'])
  expect(found('GET', '/*')).toEqual(['404.0 2'])
  expect(found('GET', '/api/cron/housekeeping').sort()).toEqual(['200.0 0', '401.2 5'])
  expect(found('POST', '/anmelden')).toEqual(['401.1 1326'])
  // The start asks /api/health until it is answered; what comes before the server is ready, nobody observes.
  const health = found('GET', '/api/health').length
  expect(entries()).toHaveLength(sent + health)
  expect(await total()).toBe(sent + health)
})

test('a signed-in member is there as a user group, and nobody else', { timeout: 120_000 }, async () => {
  const [, email = '', password = ''] = /^ {2}member +(\S+) +(.+?) {2}.*aktiv$/m.exec(portal.output()) ?? []
  const answer = await signIn(email, password)
  expect(answer.status).toBe(303)
  const cookie = answer.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ')
  // A process learns every minute which groups are large enough; both have learned it at their start.
  expect(await get('/mein-profil', { cookie })).toBe(200)
  await settled()
  const { rows } = await database.query<{ group: string }>(
    'SELECT member_group AS group FROM account WHERE email = $1',
    [email],
  )
  const names = new Set(entries().map((entry) => entry['cs-username']))
  expect(names).toEqual(new Set(['-', rows[0]?.group]))
})

describe('canaries (S-G5, S-N1)', () => {
  beforeAll(async () => {
    const encoded = `${CANARY}%40beispiel.example`
    const addresses = [
      `/${CANARY}`,
      `/${encoded}/x`,
      `/%6banarienvogel`,
      `/anmelden?${CANARY}=1&token=${CANARY}&seite=${CANARY}&weiter=%2F${encoded}`,
      `/anmelden?seite=1%0D%0A${CANARY}`,
      `/registrieren/bestaetigen?token=${CANARY}`,
      `/datenschutz/versionen/${CANARY}`,
      `/_next/static/${CANARY}.js`,
      `/api/auth/${CANARY}`,
      '/198.51.100.77',
      '/impressum?ip=198.51.100.77',
    ]
    for (const address of addresses) await get(address)
    const agents = [
      CANARY,
      `${CANARY} ${'x'.repeat(8_000)}`,
      `Firefox/132 (${CANARY})`,
      `Chrome/131 - 200 0 0 ${CANARY}`,
    ]
    for (const agent of agents) await get('/impressum', { 'user-agent': agent })
    for (const address of FORWARDED) await get('/impressum', { 'x-forwarded-for': address, 'user-agent': FIREFOX })
    await get('/impressum', { 'x-forwarded-for': `${CANARY}, ${CANARY}` })
    for (const name of ['referer', 'cookie', 'authorization', 'from', 'x-real-ip', 'forwarded', 'accept-language']) {
      await get('/impressum', { [name]: `${CANARY}=198.51.100.77` })
    }
    // Bytes that fetch would refuse to send: a line feed of its own, letters beyond ASCII.
    await raw(`/impressum?a=\u00ff${CANARY}`, `Firefox\u00ff ${CANARY}`)
    await signIn(`${CANARY}@beispiel.example`, `${CANARY} ${CANARY} 77`)
    await settled()
  }, 120_000)

  test('are in no line of the log, and every line has its fields', () => {
    const text = allLines().join('\n')
    expect(text).not.toMatch(/kanarien|%6b|%40|@|198\.51\.100|aaaa:bbbb|beispiel|[^\x20-\x7e\nü]/i)
    for (const line of allLines().filter((each) => !each.startsWith('#'))) {
      expect(line.split(' ')).toHaveLength(FIELDS.length)
      expect(line).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:00 /)
    }
    const networks = new Set(entries().map((entry) => entry['c-ip']))
    expect(networks).toContain('198.51.0.0')
    expect(networks).toContain('2001:db8::')
    const agents = new Set(entries().map((entry) => entry['cs(User-Agent)']))
    expect(agents).toContain('Firefox/132+(Linux)')
  })

  test('are in no file of the portal, nor in what it prints', () => {
    const files = readdirSync(dataDir, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.join(entry.parentPath, entry.name))
      .filter((file) => !file.includes(`${path.sep}postgres${path.sep}`) && statSync(file).size < 50_000_000)
    expect(files.length).toBeGreaterThan(1)
    expect(files.filter((file) => readFileSync(file, 'latin1').includes(CANARY))).toEqual([])
    expect(portal.output()).not.toContain(CANARY)
    expect(portal.output()).not.toContain('198.51.100')
  })

  test('are in no table', async () => {
    const { rows: tables } = await database.query<{ name: string }>(
      `SELECT quote_ident(tablename) AS name FROM pg_tables WHERE schemaname = 'public'`,
    )
    const found: string[] = []
    for (const { name } of tables) {
      const { rows } = await database.query<{ hits: number }>(
        `SELECT count(*)::int AS hits FROM ${name} t WHERE t::text ~* 'kanarienvogel|198\\.51\\.100|aaaa:bbbb'`,
      )
      if (rows[0]?.hits) found.push(name)
    }
    expect(found).toEqual([])
  })
})

test('GoAccess reads every line and finds the same totals', { timeout: 300_000 }, async () => {
  const lines = await settled()
  if (!provideGoAccess()) {
    // Only where its Debian package cannot be installed; npm has no reader of W3C logs to take its place.
    console.warn('GoAccess is not here and cannot be installed: no foreign consumer has read the log')
    return
  }
  const reports = logFiles().map((name) => readWithGoAccess(path.join(folder(), name)))
  expect(reports.flatMap(({ refused }) => refused)).toEqual([])
  expect(reports.reduce((sum, { valid }) => sum + valid, 0)).toBe(lines)
  const { rows } = await database.query<{ day: string; sum: string }>(
    `SELECT to_char(hour AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS day, sum(requests) AS sum FROM access_total GROUP BY 1`,
  )
  expect(Object.assign({}, ...reports.map(({ days }) => days))).toEqual(
    Object.fromEntries(rows.map(({ day, sum }) => [day, Number(sum)])),
  )
  const errors = await database.query<{ status: number; sum: string }>(
    'SELECT status, sum(requests) AS sum FROM access_error_total GROUP BY 1',
  )
  for (const { status, sum } of errors.rows) {
    const read = reports.reduce((all, { statuses }) => all + (statuses[String(status)] ?? 0), 0)
    expect(read, String(status)).toBe(Number(sum))
  }
})

test('a restart in the middle of traffic loses no count and doubles none', { timeout: 240_000 }, async () => {
  await settled()
  for (let burst = 0; burst < 2; burst++) {
    await Promise.all(Array.from({ length: 60 }, () => get('/icon.svg')))
    await database.end()
    // At once: the last second is neither in the files nor in the totals yet.
    await portal.stop()
    await start()
  }
  const lines = await settled()
  const health = entries().filter((entry) => entry['cs-uri-stem'] === '/api/health').length
  expect(lines).toBe(sent + health)
  expect(readdirSync(folder()).filter((name) => name.endsWith('.counts'))).toEqual([])
})

test('old files are deleted by the duty, the totals stay', { timeout: 60_000 }, async () => {
  const before = await settled()
  const old = path.join(folder(), '2020-01-01.log')
  writeFileSync(old, 'x')
  expect(await get('/api/cron/housekeeping', { authorization: `Bearer ${CRON_SECRET}` })).toBe(200)
  expect(existsSync(old)).toBe(false)
  expect(await total()).toBeGreaterThanOrEqual(before)
})

/** A request with bytes that `fetch` refuses. */
async function raw(address: string, agent: string): Promise<void> {
  sent += 1
  const { hostname, port } = new URL(portal.url)
  await new Promise<void>((resolve, reject) => {
    const client = request({ hostname, port, path: encodeURI(address), headers: { 'user-agent': agent } }, (answer) => {
      answer.resume().once('end', resolve)
    })
    client.once('error', reject).end()
  })
}
