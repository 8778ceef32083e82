import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { Client } from 'pg'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { borrowEmbeddedPostgres, holdEmbeddedPostgres } from '@/lib/db/data-folder'
import { type EmbeddedPostgres, findEmbeddedPostgres, startEmbeddedPostgres } from '@/lib/db/embedded-postgres'

const isRoot = process.getuid?.() === 0
let dataDir: string
let options: { folder: string; password: string }
const started: EmbeddedPostgres[] = []

beforeEach(() => {
  dataDir = mkdtempSync(path.join(tmpdir(), 'portal-embedded-'))
  chmodSync(dataDir, 0o711)
  options = { folder: path.join(dataDir, 'postgres'), password: 'a password' }
})

afterEach(async () => {
  for (const server of started.splice(0)) await server.stop()
  rmSync(dataDir, { recursive: true, force: true })
})

async function start(): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres(options)
  started.push(server)
  return server
}

async function query<Row extends object>(url: string, text: string): Promise<Row[]> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query<Row & Record<string, unknown>>(text)).rows
  } finally {
    await client.end()
  }
}

const isRunning = async () => (await findEmbeddedPostgres(options)) !== undefined

describe('a database in the data folder', () => {
  test('runs in UTC for an account without superuser rights, on loopback only', async () => {
    const { url } = await start()
    const [row] = await query<{ zone: string; is_super: string; listen: string }>(
      url,
      `SELECT current_setting('timezone') AS zone, current_setting('is_superuser') AS is_super,
              current_setting('listen_addresses') AS listen`,
    )
    expect(row).toEqual({ zone: 'UTC', is_super: 'off', listen: '127.0.0.1' })
  })

  test('keeps its data over a clean stop and says so', async () => {
    const first = await start()
    await query(first.ownerUrl, 'CREATE TABLE kept (i int)')
    await first.stop()
    expect(await isRunning()).toBe(false)
    const second = await start()
    expect([first.isFresh, second.isFresh, second.wasRunning]).toEqual([true, false, false])
    await query(second.ownerUrl, 'SELECT * FROM kept')
  })

  test('writes no value of a row into its log (S-N1)', async () => {
    const { ownerUrl: url } = await start()
    await query(url, 'CREATE TABLE address (email text PRIMARY KEY)')
    await query(url, "INSERT INTO address VALUES ('canary@example.org')")
    await expect(query(url, "INSERT INTO address VALUES ('canary@example.org')")).rejects.toThrow('duplicate key')
    expect(readFileSync(`${options.folder}.log`, 'utf8')).not.toContain('canary')
  })
})

describe('after a kill', () => {
  test('the server that a killed portal left behind is found, used and ended', async () => {
    const orphan = await start()
    const found = await start()
    expect(found.wasRunning).toBe(true)
    expect(found.port).toBe(orphan.port)
    await found.stop()
    expect(await isRunning()).toBe(false)
  })

  test('a killed server recovers what was committed', async () => {
    const first = await start()
    await query(first.ownerUrl, 'CREATE TABLE kept AS SELECT 1 AS i')
    process.kill(first.pid, 'SIGKILL')
    await first.ended
    const second = await start()
    expect(await query(second.ownerUrl, 'SELECT i FROM kept')).toEqual([{ i: 1 }])
  })

  test('a stale pid file whose number belongs to a foreign process by now does not stop the start', async () => {
    const first = await start()
    const pidFile = path.join(options.folder, 'postmaster.pid')
    const content = readFileSync(pidFile, 'utf8')
    await first.stop()
    writeFileSync(pidFile, content.replace(/^\d+/, String(process.pid)))
    expect((await start()).wasRunning).toBe(false)
  })

  test('a creation that was broken off is begun again', async () => {
    mkdirSync(`${options.folder}.new`)
    writeFileSync(path.join(`${options.folder}.new`, 'PG_VERSION'), '18\n')
    expect((await start()).isFresh).toBe(true)
  })
})

describe('one data folder', () => {
  test('is held by one server at a time; the second is refused with the number of the first', async () => {
    const first = await holdEmbeddedPostgres(options)
    started.push(first)
    await expect(holdEmbeddedPostgres(options)).rejects.toThrow(
      `The data folder is in use by another portal process (pid ${process.pid})`,
    )
    await first.stop()
    started.push(await holdEmbeddedPostgres(options))
  })

  test('lends its database to commands while a server holds it, and stays up', async () => {
    started.push(await holdEmbeddedPostgres(options))
    expect(await borrowEmbeddedPostgres(options, ({ url }) => query(url, 'SELECT 1 AS i'))).toEqual([{ i: 1 }])
    expect(await isRunning()).toBe(true)
  })

  test('brings the database up for a command and down after the last of several', async () => {
    let isSecondDone = false
    const first = borrowEmbeddedPostgres(options, async ({ url }) => {
      const second = borrowEmbeddedPostgres(options, async () => pause(300)).then(() => {
        isSecondDone = true
      })
      await query(url, 'SELECT 1')
      return second
    })
    await first
    expect(isSecondDone).toBe(true)
    expect(await isRunning()).toBe(false)
  })

  test('can be taken by a server while a command still works', async () => {
    let held: EmbeddedPostgres | undefined
    await borrowEmbeddedPostgres(options, async () => {
      held = await holdEmbeddedPostgres(options)
      started.push(held)
    })
    expect(await query(held?.url ?? '', 'SELECT 1 AS i')).toEqual([{ i: 1 }])
  })
})

describe.runIf(isRoot)('started by root', () => {
  test('runs in a folder that only root may enter: the data lie in a shared place, with a link', async () => {
    const closed = path.join(dataDir, 'closed')
    mkdirSync(closed, { mode: 0o700 })
    options.folder = path.join(closed, 'postgres')
    const server = await start()
    await query(server.url, 'SELECT 1')
    const place = realpathSync(options.folder)
    expect(place).toMatch(/^\/var\/(lib|tmp)\/qualiservice-portal\/data-/)
    await server.stop()
    expect((await start()).isFresh).toBe(false)
    await started.at(-1)?.stop()
    rmSync(path.dirname(place), { recursive: true })
    expect(existsSync(options.folder)).toBe(false)
  })
})
