import { execFileSync, spawn } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest'
import { findEmbeddedPostgres } from '@/lib/db/embedded-postgres'
import { openEntries } from '@/lib/private-files'
import { freePort, launchPortal, newDataDir, type Portal, startPortal, untilPrinted } from '../support/portal'

/** The real `scripts/start.mjs` with a data folder of its own. If the build is stale, the first test builds. */
const TIMEOUT_MS = 240_000
let dataDir: string
const portals: Portal[] = []

/** The folder of the first start after it has ended: the others begin with a copy of it instead of a database of their own. */
let template: string | undefined

beforeEach(() => {
  dataDir = newDataDir()
  if (template) execFileSync('cp', ['-a', `${template}/.`, dataDir])
})

afterAll(() => {
  if (template) rmSync(template, { recursive: true, force: true })
})

afterEach(async () => {
  for (const portal of portals.splice(0)) await portal.stop()
  rmSync(dataDir, { recursive: true, force: true })
})

async function start(env: Record<string, string> = {}): Promise<Portal> {
  const portal = await startPortal({ DATA_DIR: dataDir, ...env })
  portals.push(portal)
  return portal
}

async function launch(env: Record<string, string> = {}): Promise<Portal> {
  const portal = await launchPortal({ DATA_DIR: dataDir, ...env })
  portals.push(portal)
  return portal
}

async function runningDatabase(): Promise<{ url: string } | undefined> {
  const secrets = JSON.parse(readFileSync(path.join(dataDir, 'secrets.json'), 'utf8')) as { POSTGRES_PASSWORD: string }
  return findEmbeddedPostgres({ folder: path.join(dataDir, 'postgres'), password: secrets.POSTGRES_PASSWORD })
}

/** Process ids below this one, the deepest last. */
function descendants(pid: number): number[] {
  const children = execFileSync('ps', ['-eo', 'pid=,ppid='])
    .toString()
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number) as [number, number])
    .filter(([, parent]) => parent === pid)
  return children.flatMap(([child]) => [child, ...descendants(child)])
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

async function until(condition: () => boolean | Promise<boolean>, timeoutMs = 20_000): Promise<void> {
  const end = Date.now() + timeoutMs
  while (!(await condition())) {
    if (Date.now() > end) throw new Error('waited in vain')
    await pause(50)
  }
}

const answers = (portal: Portal) =>
  fetch(`${portal.url}/api/health`).then(
    ({ ok }) => ok,
    () => false,
  )

describe('a start', { timeout: TIMEOUT_MS }, () => {
  test('serves, keeps its secrets to itself and ends cleanly on SIGTERM', async () => {
    const portal = await start()
    expect(await answers(portal)).toBe(true)
    expect(readdirSync(dataDir).flatMap((name) => openEntries(path.join(dataDir, name)))).toEqual([])
    expect(await portal.stop()).toBe(0)
    expect(await answers(portal)).toBe(false)
    expect(await runningDatabase()).toBeUndefined()
    template = newDataDir()
    execFileSync('cp', ['-a', `${dataDir}/.`, template])
  })

  test('on a data folder that another portal holds is refused with one line', async () => {
    const first = await start()
    const second = await launch()
    expect(await second.ended).toBe(1)
    expect(second.output()).toMatch(/^The data folder is in use by another portal process \(pid \d+\)\. .*\n$/)
    expect(await answers(first)).toBe(true)
  })

  test('on a port that is in use is refused with one line', async () => {
    const first = await start()
    const port = new URL(first.url).port
    const second = await launchPortal({ PORT: port })
    expect(await second.ended).toBe(1)
    expect(second.output()).toContain(`Setting PORT: 127.0.0.1:${port} is in use by another program\n`)
  })

  test('works again after everything was killed, and finds the database that was left behind', async () => {
    const first = await start()
    const processes = descendants(first.process.pid ?? 0)
    first.process.kill('SIGKILL')
    for (const pid of processes.slice(0, 1)) process.kill(pid, 'SIGKILL')
    await first.ended
    // The server process ends by itself: it must not keep the port.
    await until(async () => !(await answers(first)))
    const second = await start({ PORT: new URL(first.url).port })
    expect(second.output()).toContain('found running')
    await second.stop()
    expect(await runningDatabase()).toBeUndefined()
  })

  test('ends when its database ends, and recovers it the next time', async () => {
    const first = await start()
    const pid = Number(readFileSync(path.join(dataDir, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0])
    process.kill(pid, 'SIGKILL')
    expect(await first.ended).toBe(1)
    expect(first.output()).toContain('The database ended by itself')
    expect(await answers(await start())).toBe(true)
  })

  test('by npm ends with npm, which passes SIGTERM to its shell only (W11)', async () => {
    const port = String(await freePort())
    const npm = spawn('npm', ['start'], {
      stdio: 'pipe',
      env: {
        ...process.env,
        DATABASE_URL: '',
        DATA_DIR: dataDir,
        PORT: port,
        APP_URL: '',
        DEMO: '0',
        SCHEDULER: 'off',
      },
    })
    let output = ''
    for (const stream of [npm.stdout, npm.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()))
    await until(() => output.includes(`http://localhost:${port}`), TIMEOUT_MS)
    const processes = descendants(npm.pid ?? 0)
    npm.kill('SIGTERM')
    await until(() => !processes.some(isAlive))
    expect(await runningDatabase()).toBeUndefined()
  })

  test('with WEB_CONCURRENCY=2 shares the port and replaces a process that dies', async () => {
    const portal = await start({ WEB_CONCURRENCY: '2' })
    const workers = () =>
      descendants(portal.process.pid ?? 0).filter((pid) => {
        const command = existsSync(`/proc/${pid}/cmdline`) ? readFileSync(`/proc/${pid}/cmdline`, 'utf8') : ''
        return command.startsWith('portal-server')
      })
    const [victim, other] = workers()
    expect(other).toBeDefined()
    process.kill(victim ?? 0, 'SIGKILL')
    await until(() => workers().length === 2 && !workers().includes(victim ?? 0))
    expect(await answers(portal)).toBe(true)
    expect(await portal.stop()).toBe(0)
  })

  test('lends its database to the command line', async () => {
    await start()
    const url = execFileSync('node', ['scripts/portal.mjs', 'db:url'], {
      env: { ...process.env, DATABASE_URL: '', DATA_DIR: dataDir },
    })
    expect(url.toString().trim()).toBe((await runningDatabase())?.url)
  })
})

describe('a file of erasures that belongs to another portal', { timeout: TIMEOUT_MS }, () => {
  test('ends the start with one line; the file stays as it is, and the portal opens without it', async () => {
    const log = path.join(dataDir, 'erasures.log')
    await (await start()).stop()
    const own = readFileSync(log, 'utf8')
    const foreign = `{"accountId":"${crypto.randomUUID()}","erasedAt":"2026-11-22T08:00:00.000Z","reason":"self"}\n`
    writeFileSync(log, foreign)
    const refused = await launch()
    expect(await refused.ended).toBe(1)
    expect(refused.output()).toMatch(
      /^.*erasures\.log belongs to another database; name another file in ERASURES_LOG.*$/m,
    )
    expect(readFileSync(log, 'utf8')).toBe(foreign)
    writeFileSync(log, own)
    const portal = await start()
    expect((await fetch(`${portal.url}/api/health/ready`)).status).toBe(200)
  })
})

describe('a bad setting', () => {
  test('ends the start with one line that names it, before anything is created', async () => {
    const folder = path.join(dataDir, 'new')
    const portal = await launch({ DATA_DIR: folder, WEB_CONCURRENCY: 'many' })
    expect(await portal.ended).toBe(1)
    expect(portal.output()).toBe('Setting WEB_CONCURRENCY must be a number\n')
    expect(existsSync(folder)).toBe(false)
  })

  test('what is convenient on this machine stops a public portal, with one line and before anything is made (DS-06)', async () => {
    const folder = path.join(dataDir, 'new')
    const portal = await launch({
      DATA_DIR: folder,
      APP_URL: 'https://portal.example',
      DEMO: '1',
      HOST: '0.0.0.0',
      TRUST_PROXY: '1',
    })
    expect(await portal.ended).toBe(1)
    expect(portal.output()).toMatch(/^This portal does not start: SMTP_URL.*; DEMO.*; HOST.*; OPERATOR_FILE.*\n$/)
    // The database that comes along is on this machine.
    expect(portal.output()).not.toContain('DATABASE_URL')
    expect(existsSync(folder)).toBe(false)
  })

  test('a database elsewhere needs its secrets from the environment', async () => {
    const portal = await launch({ DATABASE_URL: 'postgresql://127.0.0.1:1/x', CRON_SECRET: 'x'.repeat(32) })
    expect(await portal.ended).toBe(1)
    expect(portal.output()).toBe('Setting NEXTAUTH_SECRET is missing\n')
  })

  test('a database that cannot be reached is named without its password', async () => {
    mkdirSync(dataDir, { recursive: true })
    const portal = await launch({
      DATABASE_URL: 'postgresql://u:geheim@127.0.0.1:1/x',
      NEXTAUTH_SECRET: 'x'.repeat(32),
    })
    await untilPrinted(portal, '127.0.0.1:1')
    expect(await portal.ended).toBe(1)
    expect(portal.output()).not.toContain('geheim')
  })
})
