import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process'
import { createHmac } from 'node:crypto'
import { chownSync, existsSync, openSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { Client } from 'pg'
import { makePrivateFolder, PRIVATE_FILE, writePrivate } from '../private-files'
import { shortConnection } from './limits'
import { runnableBinaries, type ServerAccount, serverAccount } from './postgres-binaries'
import { databaseFolder, sharedPlace } from './postgres-folder'

/**
 * Real PostgreSQL from npm on 127.0.0.1 (no other network), for one machine without a database of its own. The portal
 * runs as `portal`, which owns nothing; `app` owns the database `app` and nothing else, for migrations; `postgres` is the superuser
 * for tests and tools.
 */
export type EmbeddedPostgres = {
  /** Connection of the running portal. */
  url: string
  /** Connection of the owner of the tables. */
  ownerUrl: string
  /** Connection of the superuser. */
  adminUrl: string
  port: number
  pid: number
  /** The folder was empty before. */
  isFresh: boolean
  /** PostgreSQL ran already: left over from a killed portal, or brought up by another process. */
  wasRunning: boolean
  /** Settles when the server has ended, for whatever reason; undefined if it ran already. */
  ended?: Promise<void>
  /** Ends the server cleanly (fast shutdown) and waits for it. */
  stop(): Promise<void>
}

export type EmbeddedOptions = {
  /** DATA_DIR/postgres. */
  folder: string
  password: string
  /** Further settings, e.g. ["fsync=off"]. */
  settings?: string[]
}

const STARTS = 3
const START_TIMEOUT_MS = 60_000
const STOP_TIMEOUT_MS = 30_000

/** No address and no value of a row in the log (S-N1), UTC everywhere, no socket file. */
const SETTINGS = [
  'listen_addresses=127.0.0.1',
  'unix_socket_directories=',
  'timezone=UTC',
  'log_timezone=UTC',
  'max_connections=200',
  'log_error_verbosity=terse',
  'log_min_error_statement=panic',
  'log_min_messages=error',
  'log_checkpoints=off',
]

/** Brings PostgreSQL up on the folder, or finds the one that already runs there. */
export async function startEmbeddedPostgres(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const account = serverAccount()
  const folder = databaseFolder(options.folder, account)
  const binaries = runnableBinaries(account, account.uid === undefined ? () => path.dirname(folder) : sharedPlace)
  const isFresh = !existsSync(path.join(folder, 'PG_VERSION'))
  if (isFresh) createCluster(binaries, folder, account, options.password)
  const running = await findRunning(folder, options.password)
  const server = running ?? (await launch(binaries, folder, account, options))
  await ensureDatabase(server.port, options.password)
  return { ...server, ...addresses(server.port, options.password), isFresh, wasRunning: running !== undefined }
}

/** The server that runs on the folder now, if any; starts nothing. */
export async function findEmbeddedPostgres({ folder, password }: EmbeddedOptions): Promise<Addresses | undefined> {
  const place = databaseFolder(folder, {})
  const running = existsSync(place) ? await findRunning(place, password) : undefined
  return running && addresses(running.port, password)
}

type Server = Pick<EmbeddedPostgres, 'port' | 'pid' | 'ended' | 'stop'>

type Addresses = Pick<EmbeddedPostgres, 'url' | 'ownerUrl' | 'adminUrl'>

function addresses(port: number, password: string): Addresses {
  const at = `${encodeURIComponent(password)}@127.0.0.1:${port}`
  return {
    url: `postgresql://portal:${runningPassword(password)}@127.0.0.1:${port}/app`,
    ownerUrl: `postgresql://app:${at}/app`,
    adminUrl: `postgresql://postgres:${at}/postgres`,
  }
}

/** The address that the running portal knows must not give away the password of the owner. */
export function runningPassword(password: string): string {
  return createHmac('sha256', password).update('role portal').digest('hex')
}

/** initdb into a neighbour folder that takes the name at the end: a kill in between leaves nothing half done. */
function createCluster(binaries: string, folder: string, account: ServerAccount, password: string): void {
  const half = `${folder}.new`
  const passwordFile = `${folder}.password`
  rmSync(half, { recursive: true, force: true })
  makePrivateFolder(half)
  writePrivate(passwordFile, `${password}\n`)
  if (account.uid !== undefined && account.gid !== undefined) {
    for (const file of [half, passwordFile]) chownSync(file, account.uid, account.gid)
  }
  const args = ['-D', half, '-U', 'postgres', '--auth=scram-sha-256', `--pwfile=${passwordFile}`, '--encoding=UTF8']
  const locale = [
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--locale=C',
    '--no-instructions',
    '--no-sync',
  ]
  const made = spawnSync(path.join(binaries, 'bin', 'initdb'), [...args, ...locale], {
    ...account,
    cwd: '/',
    encoding: 'utf8',
  })
  rmSync(passwordFile, { force: true })
  if (made.status !== 0) {
    rmSync(half, { recursive: true, force: true })
    throw new Error(`The database could not be created in ${folder}: ${made.stderr?.trim() || made.error?.message}`)
  }
  rmSync(folder, { recursive: true, force: true })
  renameSync(half, folder)
}

/**
 * postmaster.pid outlives a SIGKILL, and its number may belong to a foreign process by now: only a PostgreSQL of this
 * folder counts. A file that names anybody else is removed, because PostgreSQL itself would refuse to start over it.
 */
async function findRunning(folder: string, password: string): Promise<Server | undefined> {
  const until = performance.now() + START_TIMEOUT_MS
  while (performance.now() < until) {
    const found = readPidFile(folder)
    if (!found) return undefined
    if (!isPostgresOf(found.pid, folder)) {
      rmSync(path.join(folder, 'postmaster.pid'), { force: true })
      return undefined
    }
    if (found.port && (await answers(found.port, password))) {
      return { ...found, stop: () => stopForeign(found.pid) }
    }
    await pause(50) // starting, recovering or about to end
  }
  throw new Error(`PostgreSQL in ${folder} runs but does not answer`)
}

function readPidFile(folder: string): { pid: number; port: number } | undefined {
  try {
    const [pid, , , port] = readFileSync(path.join(folder, 'postmaster.pid'), 'utf8').split('\n')
    return { pid: Number(pid), port: Number(port) }
  } catch {
    return undefined
  }
}

function isPostgresOf(pid: number, folder: string): boolean {
  try {
    const command = existsSync(`/proc/${pid}/cmdline`)
      ? readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
      : execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { stdio: ['ignore', 'pipe', 'ignore'] }).toString()
    return command.includes('postgres') && command.includes(`-D ${folder} `)
  } catch {
    return false
  }
}

async function launch(
  binaries: string,
  folder: string,
  account: ServerAccount,
  { password, settings = [] }: EmbeddedOptions,
): Promise<Server> {
  const log = `${folder}.log`
  for (let attempt = 1; ; attempt++) {
    const port = await freePort()
    const flags = [...SETTINGS, ...settings].flatMap((setting) => ['-c', setting])
    const errors = openSync(log, 'w', PRIVATE_FILE)
    const child = spawn(path.join(binaries, 'bin', 'postgres'), ['-D', folder, '-p', String(port), ...flags], {
      ...account,
      cwd: '/',
      stdio: ['ignore', 'ignore', errors],
      detached: true, // Ctrl-C reaches the portal only, which ends the database last
    })
    const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()).once('error', () => resolve()))
    if (await answersWhile(child, port, password)) {
      return { port, pid: child.pid ?? 0, ended, stop: () => stopOwn(child, ended) }
    }
    await stopOwn(child, ended)
    // Between finding a free port and using it somebody else may have taken it.
    if (attempt === STARTS) throw new Error(`PostgreSQL did not start in ${folder}: ${lastLine(log)}`)
  }
}

async function answersWhile(child: ChildProcess, port: number, password: string): Promise<boolean> {
  const until = performance.now() + START_TIMEOUT_MS
  while (child.exitCode === null && child.signalCode === null && child.pid && performance.now() < until) {
    if (await answers(port, password)) return child.exitCode === null
    await pause(20)
  }
  return false
}

async function answers(port: number, password: string): Promise<boolean> {
  const client = new Client({ connectionString: addresses(port, password).adminUrl, ...shortConnection })
  client.on('error', () => {})
  try {
    await client.connect()
    return true
  } catch (error) {
    if ((error as { code?: string }).code === '28P01') {
      throw new Error(
        'The database refuses the password of secrets.json: the two files in DATA_DIR do not belong together',
      )
    }
    return false
  } finally {
    await client.end().catch(() => {})
  }
}

async function ensureDatabase(port: number, password: string): Promise<void> {
  const client = new Client({ connectionString: addresses(port, password).adminUrl, ...shortConnection })
  await client.connect()
  try {
    const { rows } = await client.query<{ role: boolean; running: boolean; database: boolean }>(
      `SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = 'app') AS role,
              EXISTS (SELECT FROM pg_roles WHERE rolname = 'portal') AS running,
              EXISTS (SELECT FROM pg_database WHERE datname = 'app') AS database`,
    )
    if (!rows[0]?.role) await client.query(`CREATE ROLE app LOGIN PASSWORD ${client.escapeLiteral(password)}`)
    if (!rows[0]?.running)
      await client.query(`CREATE ROLE portal LOGIN PASSWORD ${client.escapeLiteral(runningPassword(password))}`)
    if (!rows[0]?.database) await client.query('CREATE DATABASE app OWNER app')
  } finally {
    await client.end()
  }
}

async function stopOwn(child: ChildProcess, ended: Promise<void>): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) child.kill('SIGINT')
  const isLate = await Promise.race([ended.then(() => false), pause(STOP_TIMEOUT_MS, true, { ref: false })])
  if (isLate) child.kill('SIGQUIT')
  await ended
}

async function stopForeign(pid: number): Promise<void> {
  const until = performance.now() + STOP_TIMEOUT_MS
  try {
    process.kill(pid, 'SIGINT')
    while (performance.now() < until) {
      process.kill(pid, 0)
      await pause(20)
    }
  } catch {
    // ended
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number }
      probe.close(() => resolve(port))
    })
  })
}

function lastLine(log: string): string {
  return readFileSync(log, 'utf8').trim().split('\n').at(-1) ?? 'no reason given'
}
