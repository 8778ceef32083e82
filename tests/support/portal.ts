import { type ChildProcess, spawn } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'

/** A portal as people start it: `scripts/start.mjs` with its own data folder and port. Build first. */
export type Portal = {
  url: string
  dataDir: string
  process: ChildProcess
  /** Everything it has printed so far. */
  output(): string
  /** Settles with the exit code. */
  ended: Promise<number | null>
  stop(): Promise<number | null>
}

export const CRON_SECRET = 'test-cron-secret-0123456789abcdef0123'
const START_TIMEOUT_MS = 180_000

/** Starts a portal and waits until it is ready; rejects with its output if it ends before. */
export async function startPortal(env: Record<string, string> = {}): Promise<Portal> {
  const portal = await launchPortal(env)
  await untilPrinted(portal, `QualiService Thüringen: ${portal.url}`)
  return portal
}

/** Starts a portal without waiting. Without DATA_DIR it gets a folder that is removed when it ends. */
export async function launchPortal(env: Record<string, string> = {}): Promise<Portal> {
  const port = env.PORT ?? String(await freePort())
  const dataDir = env.DATA_DIR ?? newDataDir()
  // A database elsewhere needs an address that was given.
  const address = env.DATABASE_URL ? { APP_URL: `http://localhost:${port}` } : {}
  const child = spawn('node', ['scripts/start.mjs'], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...inherited(),
      CRON_SECRET,
      DEMO: '0',
      SCHEDULER: 'off',
      ...address,
      ...env,
      PORT: port,
      DATA_DIR: dataDir,
    },
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()))
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  if (!env.DATA_DIR) void ended.then(() => rmSync(dataDir, { recursive: true, force: true }))
  return {
    url: env.APP_URL ?? `http://localhost:${port}`,
    dataDir,
    process: child,
    output: () => output,
    ended,
    stop: () => {
      child.kill('SIGTERM')
      return ended
    },
  }
}

/** Waits for a text in the output; rejects if the portal ends first. */
export async function untilPrinted(portal: Portal, text: string): Promise<void> {
  const until = Date.now() + START_TIMEOUT_MS
  while (!portal.output().includes(text)) {
    const hasEnded = await Promise.race([portal.ended.then(() => true), pause(50).then(() => false)])
    if (portal.output().includes(text)) return
    if (hasEnded || Date.now() > until) throw new Error(`The portal did not print "${text}":\n${portal.output()}`)
  }
}

/** A data folder that the account of the database can enter. */
export function newDataDir(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'portal-data-'))
  chmodSync(folder, 0o711)
  return folder
}

export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number }
      probe.close(() => resolve(port))
    })
  })
}

/** The settings of the test process itself must not reach the portal. */
const OWN = /^(DATABASE_URL|DATA_DIR|APP_URL|NEXTAUTH_|CRON_SECRET|MAIL_|SMTP_|RESEND_|SCHEDULER|NODE_ENV|VITEST|npm_)/

function inherited(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !OWN.test(name))) as NodeJS.ProcessEnv
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
