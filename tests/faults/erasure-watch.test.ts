import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmdirSync, rmSync } from 'node:fs'
import { connect, createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Client } from 'pg'
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { openDatabase } from '@/lib/db/client'
import { type EmbeddedPostgres, startEmbeddedPostgres } from '@/lib/db/embedded-postgres'
import { migrate } from '@/lib/db/migrate'
import { grantRunningRole } from '@/lib/db/running-role'
import { settings } from '@/lib/env'
import { completeErasures } from '@/lib/erasure/complete-erasure'
import { eraseAccount } from '@/lib/erasure/erase-account'
import { canLogErasures } from '@/lib/erasure/erasure-log'
import { writeMissing } from '@/lib/erasure-watch'
import { ensureFirstVersion } from '@/lib/policies/ensure-first-version'
import { aMember } from '../support/cast'
import { as, asPortal, at, TEST_NOW, testContext } from '../support/context'
import { existing, runSweep } from '../support/lifecycle'

/** DS-04: the file of erasures is complete within a minute, or staff know; whoever was erased stays so after a failover. */
const file = settings().erasuresLog ?? ''
/** Key of lib/erasure/erasure-log.ts */
const LOG_LOCK = 7_811_003
const DAY_MS = 86_400_000

beforeEach(() => rmSync(file, { force: true, recursive: true }))
afterAll(() => rmSync(file, { force: true, recursive: true }))

function logged(place = file): string[] {
  if (!existsSync(place)) return []
  return readFileSync(place, 'utf8')
    .split('\n')
    .filter((line) => line.includes('accountId'))
    .map((line) => JSON.parse(line).accountId as string)
}

const system = () => as(testContext(), { kind: 'system', duty: 'erasures' })

describe('while the file cannot be written', () => {
  let silenced: { mockRestore(): void }
  beforeEach(() => {
    silenced = vi.spyOn(console, 'error').mockImplementation(() => {})
    // A folder in its place: also the administrator of the machine cannot write it.
    mkdirSync(file, { recursive: true })
  })
  afterEach(() => silenced.mockRestore())

  test('the sweep erases nobody; as soon as it can, the next one does', async () => {
    const ctx = testContext()
    await runSweep(ctx)
    const registeredAt = new Date(TEST_NOW.getTime() - 9 * DAY_MS)
    const due = await aMember(ctx, { confirmed: false, registeredAt })
    expect(await runSweep(ctx)).toMatchObject({ unconfirmed: 0, failed: 0 })
    expect(await existing(ctx, [due])).toEqual([due.accountId])
    rmdirSync(file)
    expect(await runSweep(ctx)).toMatchObject({ unconfirmed: 1 })
    expect(logged()).toEqual([due.accountId])
  })

  test('an erasure that waited for the end of a hold waits on', async () => {
    const ctx = testContext()
    const { accountId } = await aMember(ctx)
    await ctx.db.pendingErasure.create({ data: { accountId, reason: 'staff', since: TEST_NOW } })
    expect(await completeErasures(asPortal(ctx))).toEqual({ completedErasures: 0 })
    rmdirSync(file)
    expect(await completeErasures(asPortal(ctx))).toEqual({ completedErasures: 1 })
  })

  test('whoever deletes the own account is erased; staff are told once, and the line is written within a minute of its end', async () => {
    const ctx = system()
    await aMember(ctx, { role: 'admin' })
    const { accountId } = await aMember(ctx)
    expect(await eraseAccount(ctx, { accountId, reason: 'self' })).toEqual({ outcome: 'erased' })
    expect(await writeMissing(ctx)).toBe(false)
    expect(await writeMissing(ctx)).toBe(false)
    expect(await ctx.db.dutyStep.findMany({ where: { failingSince: { not: null } } })).toMatchObject([
      { duty: 'housekeeping', step: 'write-erasures' },
    ])
    expect(await ctx.db.outgoingMail.count({ where: { template: 'staff-alert' } })).toBe(1)
    rmdirSync(file)
    expect(await writeMissing(ctx)).toBe(true)
    expect(logged()).toEqual([accountId])
    expect(await ctx.db.dutyStep.count({ where: { failingSince: { not: null } } })).toBe(0)
  })
})

test('a database connection that is killed between erasure and line costs the line no more than a minute', async () => {
  const ctx = system()
  expect(await canLogErasures(ctx)).toBe(true)
  const gate = new Client({ connectionString: process.env.DATABASE_URL })
  await gate.connect()
  const silenced = vi.spyOn(console, 'error').mockImplementation(() => {})
  for (let round = 0; round < 5; round += 1) {
    const { accountId } = await aMember(ctx)
    await gate.query('SELECT pg_advisory_lock($1)', [LOG_LOCK])
    const erasing = eraseAccount(ctx, { accountId, reason: 'self' })
    await vi.waitUntil(async () => (await gate.query(waiting)).rowCount)
    await gate.query(`SELECT pg_terminate_backend(pid) FROM (${waiting}) AS w`)
    expect(await erasing).toEqual({ outcome: 'erased' })
    await gate.query('SELECT pg_advisory_unlock($1)', [LOG_LOCK])
    expect(logged()).not.toContain(accountId)
    expect(await writeMissing(ctx, true)).toBe(true)
    expect(logged()).toContain(accountId)
  }
  silenced.mockRestore()
  await gate.end()
})

const waiting = `SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND objid = ${LOG_LOCK} AND NOT granted`

describe('a standby that takes over and lacks the last commits', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'portal-failover-'))
  chmodSync(folder, 0o755)
  const servers: EmbeddedPostgres[] = []
  let watcher: ChildProcess | undefined

  afterAll(async () => {
    watcher?.kill('SIGKILL')
    for (const server of servers) await server.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  const start = async (name: string) => {
    const server = await startEmbeddedPostgres({ folder: path.join(folder, name), password: 'test' })
    servers.push(server)
    return server
  }

  test('is noticed within seconds: the portal closes until the erasures have been replayed', async () => {
    const first = await start('first')
    await migrate({ url: first.ownerUrl, folder: 'prisma/migrations' })
    await grantRunningRole(first)
    const { db, pool } = openDatabase(first.url)
    const ctx = { ...testContext(), db }
    await ensureFirstVersion(at(ctx, new Date('2020-01-01T00:00:00Z')))
    const members = [await aMember(ctx), await aMember(ctx), await aMember(ctx)]
    const staying = await aMember(ctx)
    // The state of the standby: the same cluster, from before the erasures.
    await db.$disconnect()
    await pool.end()
    await first.stop()
    execFileSync('cp', ['-a', path.join(folder, 'first'), path.join(folder, 'second')])
    const primary = await start('first')
    const proxy = await switchableProxy(primary.port)
    const address = new URL(primary.url)
    address.port = String(proxy.port)

    const log = path.join(folder, 'data', 'erasures.log')
    watcher = spawn(process.execPath, ['--import', 'tsx', 'tests/support/erasure-watch-worker.ts'], {
      env: { ...process.env, DATABASE_URL: address.href, DATA_DIR: path.join(folder, 'data') },
      stdio: 'inherit',
    })
    await vi.waitUntil(() => existsSync(log), { timeout: 20_000 })
    const before = openDatabase(primary.url)
    for (const { accountId } of members) {
      await eraseAccount({ ...ctx, db: before.db }, { accountId, reason: 'self' })
    }
    // The watcher writes what others have erased within a minute; here a restart of it does so at once.
    watcher.kill('SIGKILL')
    watcher = spawn(process.execPath, ['--import', 'tsx', 'tests/support/erasure-watch-worker.ts'], {
      env: { ...process.env, DATABASE_URL: address.href, DATA_DIR: path.join(folder, 'data') },
      stdio: 'inherit',
    })
    await vi.waitUntil(() => logged(log).length === members.length, { timeout: 20_000 })
    await before.db.$disconnect()
    await before.pool.end()

    await primary.stop()
    const second = await start('second')
    proxy.switchTo(second.port)
    const after = openDatabase(second.url)
    const later = { ...ctx, db: after.db }
    expect(await existing(later, [...members, staying])).toHaveLength(4)
    const began = performance.now()
    await vi.waitUntil(() => after.db.restoration.count({ where: { cause: 'older-than-log', reopenedAt: null } }), {
      timeout: 20_000,
      interval: 100,
    })
    expect(performance.now() - began).toBeLessThan(10_000)
    await after.db.$disconnect()
    await after.pool.end()
    proxy.close()
  }, 120_000)
})

/** A port whose other end can be exchanged, as an address that fails over. */
async function switchableProxy(target: number): Promise<{ port: number; switchTo(port: number): void; close(): void }> {
  let current = target
  const open = new Set<Socket>()
  const server = createServer((near) => {
    const far = connect(current, '127.0.0.1')
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(from)
      from.on('error', () => to.destroy()).on('close', () => to.destroy())
      from.pipe(to)
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as { port: number }).port,
    switchTo: (port) => {
      current = port
      for (const socket of open) socket.destroy()
      open.clear()
    },
    close: () => server.close(),
  }
}
