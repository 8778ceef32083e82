import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { database } from '@/lib/db/client'
import { schemaState } from '@/lib/db/schema-state'
import { writeDump } from '@/lib/db/write-dump'
import { settings } from '@/lib/env'
import { type Effect, type Values } from '@/scripts/lib/verb'
import { verbs } from '@/scripts/lib/verbs'
import { aMember } from '../support/cast'
import { testContext } from '../support/context'
import { owner } from '../support/owner'
import { newDataDir } from '../support/portal'

/** The command line as the operator runs it, on the database of this worker. What a verb may touch, it says itself. */
let dataDir: string

beforeEach(async () => {
  dataDir = newDataDir()
  // Of another portal, as it lies on the machine of whoever tried one there.
  writeFileSync(path.join(dataDir, 'erasures.log'), foreignErasure)
  await aMember(testContext())
})
afterEach(() => rmSync(dataDir, { recursive: true, force: true }))

const foreignErasure =
  '{"accountId":"019abcde-0000-7000-8000-000000000009","erasedAt":"2026-11-22T08:00:00.000Z","reason":"self"}\n'

type Result = { status: number | null; out: string; err: string }

function portal(args: string[], env: Record<string, string> = {}, input = ''): Result {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', 'tsx', 'scripts/portal.ts', ...args], {
    env: { ...process.env, DATA_DIR: dataDir, ...env },
    encoding: 'utf8',
    input,
  })
  return { status, out: stdout, err: stderr }
}

/** Every row of every table and all sequences. */
async function everything(): Promise<string> {
  const hash = createHash('sha256')
  await writeDump(settings().databaseUrl, async (chunk) => void hash.update(chunk))
  const { rows } = await database().pool.query('SELECT * FROM pg_sequences ORDER BY 1, 2')
  return hash.update(JSON.stringify(rows)).digest('hex')
}

function files(): string {
  return readdirSync(dataDir, { recursive: true, encoding: 'utf8' })
    .sort()
    .map((name) => {
      const place = path.join(dataDir, name)
      const { mtimeMs, size, mode } = statSync(place)
      return [name, mtimeMs, size, mode, statSync(place).isFile() ? readFileSync(place, 'utf8') : ''].join(' ')
    })
    .join('\n')
}

async function effectOf(name: string, values: Values): Promise<Effect | undefined> {
  const { verb } = (await verbs[name]?.()) ?? {}
  return typeof verb?.does === 'function' ? verb.does(values) : verb?.does
}

/** How each verb that only looks is called; a file that it writes at its caller's wish lies elsewhere. */
const looking: [string, string[], Values][] = [
  ['sweep', ['--dry-run'], { 'dry-run': true }],
  ['sweep', ['--dry-run', '--as-of', '2030-01-01'], { 'dry-run': true }],
  ['forecast', [], {}],
  ['inventory', [], {}],
  ['evidence:verify', ['README.md'], {}],
  ['db:url', [], {}],
  ['doctor', [], {}],
  ['backup:verify', ['tests/faults/dumps/2026-11-19.sql'], {}],
  ['backup', [path.join(settings().dataDir, 'a.dump'), '--without-pg-dump'], {}],
]
const changing: [string, Values][] = [
  ['sweep', {}],
  ['doctor', { mail: 'x@beispiel.test' }],
  ['mail:dispatch', {}],
  ['mail:drain', {}],
  ['mail:loop', {}],
  ['mail:receive', {}],
  ['admin:create', {}],
  ['audit:verify', {}],
  ['factor:reset', {}],
  ['secret:rotate', {}],
  ['erasures:replay', {}],
]

test('each verb is one that looks, writes or migrates, and this file knows which', async () => {
  const known = [...looking.map(([name]) => name), ...changing.map(([name]) => name), 'db:migrate', 'restore']
  expect([...new Set(known)].sort()).toEqual(Object.keys(verbs).sort())
  for (const [name, , values] of looking) expect([name, await effectOf(name, values)]).toEqual([name, 'reads'])
  for (const [name, values] of changing) expect([name, await effectOf(name, values)]).toEqual([name, 'writes'])
  for (const name of ['db:migrate', 'restore']) expect([name, await effectOf(name, {})]).toEqual([name, 'migrates'])
})

describe('a verb that looks writes nothing: neither rows nor files', () => {
  test.each(looking)('%s %j', async (name, args) => {
    rmSync(path.join(settings().dataDir, 'a.dump'), { force: true })
    const [rowsBefore, filesBefore] = [await everything(), files()]
    const { status, err } = portal([name, ...args])
    expect(err.includes('Error:') ? err : '').toBe('')
    // There is no server here, no package, and no file of the erasures.
    expect(status).toBe(['evidence:verify', 'doctor', 'backup:verify'].includes(name) ? 1 : 0)
    expect(await everything()).toBe(rowsBefore)
    expect(files()).toBe(filesBefore)
  })

  test('not even if it tried: its transaction is read-only', async () => {
    const { inTransaction } = await import('@/lib/context')
    const writing = inTransaction(testContext(), async (tx) => {
      await tx.db.$executeRaw`SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY`
      await tx.db.$executeRaw`DELETE FROM session`
    })
    await expect(writing).rejects.toThrow(/read-only/)
  })

  test('where there is no database yet: it says so in one line and creates nothing', () => {
    const folder = path.join(dataDir, 'none')
    const { status, err } = portal(['forecast'], { DATABASE_URL: '', DATA_DIR: folder })
    expect({ status, err }).toEqual({
      status: 1,
      err: `There is no database in ${folder} yet; npm start makes one\n`,
    })
    expect(existsSync(folder)).toBe(false)
  })
})

test('mail:receive records a message from standard input once; without one the mail server is to come again', async () => {
  const raw = 'From: erika@beispiel.test\r\nTo: portal@portal.test\r\nSubject: Frage\r\n\r\nGuten Tag\r\n'
  expect(portal(['mail:receive'], {}, raw)).toMatchObject({ status: 0, out: 'case\n' })
  expect(portal(['mail:receive'], {}, raw)).toMatchObject({ status: 0, out: 'duplicate\n' })
  expect(await database().db.inboundMail.count()).toBe(1)
  expect(portal(['mail:receive'])).toMatchObject({ status: 75 })
})

describe('a verb that writes, called on a machine where another portal was tried', () => {
  const registeredAt = new Date(Date.now() - 9 * 86_400_000)

  test.each([
    ['its file of erasures closes nothing, and gets nothing appended', true],
    ['no file of erasures is made there', false],
  ])('%s', async (_, hasFile) => {
    const log = path.join(dataDir, 'erasures.log')
    if (!hasFile) rmSync(log)
    await database().db.sweepRun.create({
      data: { trigger: 'cron', startedAt: registeredAt, finishedAt: registeredAt },
    })
    await aMember(testContext(), { confirmed: false, registeredAt })
    portal(['sweep'])
    expect(hasFile ? readFileSync(log, 'utf8') : existsSync(log)).toBe(hasFile && foreignErasure)
    expect(await database().db.restoration.count()).toBe(0)
  })
})

describe('a database that is not that of this code', () => {
  const unknown = '99990101000000_of_a_later_release'

  afterEach(async () => {
    await owner().query('DELETE FROM _prisma_migrations WHERE migration_name = $1', [unknown])
    await owner().query('UPDATE _prisma_migrations SET finished_at = now() WHERE finished_at IS NULL')
  })

  test.each([
    ['forecast', []],
    ['audit:verify', []],
    ['admin:create', ['--email', 'neu@beispiel.test']],
  ])('behind: %s says so in one line, exits with 1 and migrates nothing', async (name, args) => {
    await owner().query(
      'UPDATE _prisma_migrations SET finished_at = NULL WHERE migration_name = (SELECT max(migration_name) FROM _prisma_migrations)',
    )
    const before = await everything()
    expect(portal([name, ...args])).toEqual({
      status: 1,
      out: '',
      err: 'The database is behind this code: npm run portal -- db:migrate first (or npm start).\n',
    })
    expect(await everything()).toBe(before)
  })

  test.each(['forecast', 'sweep', 'db:migrate'])('newer: %s refuses in one line and exits with 1', async (name) => {
    await newer()
    const before = await everything()
    const { status, err } = portal([name])
    expect(status).toBe(1)
    expect(err).toMatch(/^The database (is newer than this code|knows migration 9999).*\n$/)
    expect(await everything()).toBe(before)
  })

  test('newer: a server that still runs says so and does no duty', async () => {
    await newer()
    const { readiness } = await import('@/lib/readiness')
    const { runDuty } = await import('@/lib/duties')
    expect(await schemaState(database().db)).toEqual({ state: 'newer', migrations: [unknown] })
    expect(await readiness(testContext())).toMatchObject({ ok: false, code: 'database-newer', migrations: 'newer' })
    expect(await runDuty('lifecycle', 'scheduler')).toEqual({ databaseIs: 'newer' })
    expect(await database().db.sweepRun.count()).toBe(0)
  })

  test('empty counts as behind', async () => {
    const empty = await database().db.$transaction(async (tx) => {
      await tx.$executeRaw`SET LOCAL search_path = pg_catalog`
      return schemaState(tx)
    })
    expect(empty.state).toBe('behind')
  })

  async function newer(): Promise<void> {
    await owner().query(
      `INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at) VALUES ('later', '', $1, now())`,
      [unknown],
    )
  }
})
