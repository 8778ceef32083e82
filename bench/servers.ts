import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { startEmbeddedPostgres } from '@/lib/db/embedded-postgres'
import { migrate } from '@/lib/db/migrate'
import { run } from '../scripts/lib/run'
import { freePort, startPortal as launch } from '../tests/support/portal'
import { submitForm } from '../tests/support/submit-form'

const NEXT = 'node_modules/next/dist/bin/next'
const BARE_APP = 'bench/bare-app'
const NEXTAUTH_SECRET = randomBytes(32).toString('base64url')

type Server = { url: string; stop: () => Promise<unknown> }
export type BenchServers = {
  databaseUrl: string
  portal: Server
  bare: Server
  /** Cookie header of a signed-in member. */
  memberCookie: string
  stop: () => Promise<void>
}

/** Database, portal (one process) and the bare app, all on loopback with throw-away data. */
export async function startBenchServers(
  createMember: (databaseUrl: string) => Promise<{ email: string; password: string }>,
): Promise<BenchServers> {
  const folder = mkdtempSync(path.join(tmpdir(), 'portal-bench-'))
  chmodSync(folder, 0o755)
  const postgres = await startEmbeddedPostgres({ folder: path.join(folder, 'postgres'), password: 'bench' })
  await migrate({ url: postgres.ownerUrl, folder: 'prisma/migrations' })
  const account = await createMember(postgres.ownerUrl)
  if (!existsSync(path.join(BARE_APP, '.next/BUILD_ID'))) await run([NEXT, 'build', BARE_APP])
  const portal = await startPortal({ databaseUrl: postgres.ownerUrl, processes: 1 })
  const bare = await startBareApp(postgres.ownerUrl)
  return {
    databaseUrl: postgres.ownerUrl,
    portal,
    bare,
    memberCookie: await signIn(portal.url, account),
    stop: async () => {
      await portal.stop()
      await bare.stop()
      await postgres.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** The portal as `npm start` serves it; more than one process shares the port. */
export function startPortal({ databaseUrl, processes }: { databaseUrl: string; processes: number }): Promise<Server> {
  return launch({
    DATABASE_URL: databaseUrl,
    NEXTAUTH_SECRET,
    MAIL_TRANSPORT: 'outbox',
    WEB_CONCURRENCY: String(processes),
  })
}

async function startBareApp(databaseUrl: string): Promise<Server> {
  const port = String(await freePort())
  const url = `http://localhost:${port}`
  const server = spawn(process.execPath, [NEXT, 'start', BARE_APP, '-p', port], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, NODE_ENV: 'production', DATABASE_URL: databaseUrl },
  })
  for (let attempt = 0; attempt < 100; attempt++) {
    const isReady = await fetch(url).then(
      ({ ok }) => ok,
      () => false,
    )
    if (isReady) break
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  return {
    url,
    stop: () => {
      server.kill('SIGTERM')
      return once(server, 'exit')
    },
  }
}

/** Signs in through the form as a browser without JavaScript does. */
async function signIn(url: string, { email, password }: { email: string; password: string }): Promise<string> {
  const answer = await submitForm(url, '/anmelden', { email, password })
  const cookie = answer.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ')
  if (answer.status !== 303 || cookie === '')
    throw new Error(`The sign-in for the benchmark was answered with ${answer.status}`)
  return cookie
}
