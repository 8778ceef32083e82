import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { startEmbeddedPostgres } from '@/lib/db/embedded-postgres'
import { migrate } from '@/lib/db/migrate'
import { submitForm } from '../../tests/support/submit-form'

const NEXT = 'node_modules/next/dist/bin/next'
const BARE_APP = 'scripts/bench/bare-app'
const secrets = {
  NEXTAUTH_SECRET: randomBytes(32).toString('base64url'),
  CRON_SECRET: randomBytes(32).toString('base64url'),
  NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: randomBytes(32).toString('base64'),
}

type Server = { url: string; stop: () => Promise<void> }
export type BenchServers = {
  databaseUrl: string
  portal: Server
  bare: Server
  /** Cookie header of a signed-in member. */
  memberCookie: string
  stop: () => Promise<void>
}

/** Database, portal (one process, built) and the bare app, all on loopback with throw-away data. */
export async function startBenchServers(
  member: (databaseUrl: string) => Promise<{ email: string; password: string }>,
): Promise<BenchServers> {
  const folder = mkdtempSync(path.join(tmpdir(), 'portal-bench-'))
  chmodSync(folder, 0o755)
  const postgres = await startEmbeddedPostgres({
    folder: path.join(folder, 'postgres'),
    password: randomBytes(16).toString('hex'),
  })
  await migrate({ url: postgres.url, folder: 'prisma/migrations' })
  const account = await member(postgres.url)
  await buildBareApp()
  const portal = await startPortal({ databaseUrl: postgres.url, processes: 1 })
  const bare = await startNext(['start', BARE_APP], { DATABASE_URL: postgres.url })
  const memberCookie = await signIn(portal.url, account)
  return {
    databaseUrl: postgres.url,
    portal,
    bare,
    memberCookie,
    stop: async () => {
      await portal.stop()
      await bare.stop()
      await postgres.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** The built portal on a free port; more than one process shares the port as in production. */
export async function startPortal({
  databaseUrl,
  processes,
}: {
  databaseUrl: string
  processes: number
}): Promise<Server> {
  const folder = mkdtempSync(path.join(tmpdir(), 'portal-bench-data-'))
  const port = await freePort()
  const url = `http://localhost:${port}`
  const env = {
    ...secrets,
    DATABASE_URL: databaseUrl,
    DATA_DIR: folder,
    PORT: String(port),
    APP_URL: url,
    NEXTAUTH_URL: url,
    MAIL_TRANSPORT: 'outbox',
    SCHEDULER: 'off',
    WEB_CONCURRENCY: String(processes),
  }
  const server = spawn(process.execPath, ['--import', 'tsx', 'scripts/serve.ts'], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, NODE_ENV: 'production', ...env },
  })
  await answered(url, server)
  return {
    url,
    stop: async () => {
      await end(server)
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Signs in through the form as a browser without JavaScript does. */
async function signIn(url: string, { email, password }: { email: string; password: string }): Promise<string> {
  const answer = await submitForm(url, '/anmelden', { email, password })
  const cookie = answer.headers
    .getSetCookie()
    .map((line) => line.split(';')[0] ?? '')
    .filter((pair) => /session/.test(pair))
    .join('; ')
  if (answer.status !== 303 || cookie === '') throw new Error(`sign-in for the benchmark failed with ${answer.status}`)
  return cookie
}

async function buildBareApp(): Promise<void> {
  if (existsSync(path.join(BARE_APP, '.next/BUILD_ID'))) return
  console.log('building the bare app')
  const build = spawn(process.execPath, [NEXT, 'build', BARE_APP], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, NODE_ENV: 'production' },
  })
  const [code] = await once(build, 'exit')
  if (code !== 0) throw new Error('the bare app could not be built')
}

async function startNext(args: string[], env: Record<string, string>): Promise<Server> {
  const port = await freePort()
  const url = `http://localhost:${port}`
  const server = spawn(process.execPath, [NEXT, ...args, '-p', String(port)], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, NODE_ENV: 'production', ...env },
  })
  await answered(url, server)
  return { url, stop: () => end(server) }
}

async function answered(url: string, server: ChildProcess): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt++) {
    if (server.exitCode !== null) throw new Error(`the server for ${url} ended with ${server.exitCode}`)
    try {
      if ((await fetch(url)).ok) return
    } catch {
      // not listening yet
    }
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error(`no answer from ${url}`)
}

async function end(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null) return
  server.kill('SIGTERM')
  await once(server, 'exit')
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject).listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => (address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port'))))
    })
  })
}
