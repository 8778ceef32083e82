import { type ChildProcess, spawn } from 'node:child_process'
import cluster from 'node:cluster'
import { createServer } from 'node:net'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { type Settings } from '@/lib/env'

const SERVER = 'server/index.mjs'
const READY_TIMEOUT_MS = 60_000
const STOP_TIMEOUT_MS = 15_000
/** So many server processes may end sooner than this after their start, one after the other; then something is wrong with all of them. */
const MOST_SHORT_LIVES = 5
const SHORT_LIFE_MS = 10_000
/** What cannot start yet is tried again after this pause. */
const RESTART_PAUSE_MS = 500

/** Running server processes. */
export type Servers = {
  /** Settles when they cannot be kept alive. */
  failed: Promise<void>
  /** Lets requests under way end (15 s), then ends the processes. */
  stop(): Promise<void>
}

/** One line for the operator instead of a long start that ends in EADDRINUSE. */
export async function refuseBusyPort({ host, port }: Settings): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const probe = createServer().once('error', reject)
    probe.listen(port, host, () => probe.close(() => resolve()))
  }).catch((error: { code?: string }) => {
    const reason = error.code === 'EADDRINUSE' ? 'is in use by another program' : `cannot be used (${error.code})`
    throw new Error(`Setting PORT: ${host}:${port} ${reason}`)
  })
}

/** Starts WEB_CONCURRENCY processes that share the port; one that dies is replaced. */
export function serve(settings: Settings, { isDevelopment }: { isDevelopment: boolean }): Servers {
  const { host, port } = settings
  const nodeEnv = isDevelopment ? ('development' as const) : ('production' as const)
  const env = { ...process.env, NODE_ENV: nodeEnv, HOST: host, PORT: String(port) }
  const count = isDevelopment ? 1 : settings.webConcurrency
  return keepAlive(count, count === 1 ? () => startOne(env) : startSharing(env))
}

// A server process must not outlive this one: it would keep the port.
const END_WITH_PARENT = path.resolve('scripts/lib/end-with-parent.mjs')

function startOne(env: NodeJS.ProcessEnv): ChildProcess {
  return spawn(process.execPath, ['--import', END_WITH_PARENT, SERVER], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    env,
  })
}

function startSharing(env: NodeJS.ProcessEnv): () => ChildProcess {
  cluster.setupPrimary({ exec: SERVER, args: [], execArgv: ['--import', END_WITH_PARENT], silent: false })
  return () => cluster.fork(env).process
}

function keepAlive(count: number, start: () => ChildProcess): Servers {
  const children = new Set<ChildProcess>()
  let isStopping = false
  let shortLives = 0
  let giveUp = () => {}
  const failed = new Promise<void>((resolve) => {
    giveUp = resolve
  })
  const add = () => {
    const child = start()
    const startedAt = performance.now()
    children.add(child)
    child.once('exit', (code, signal) => {
      children.delete(child)
      if (isStopping) return
      console.error(`A server process ended (${signal ?? code})`)
      shortLives = performance.now() - startedAt < SHORT_LIFE_MS ? shortLives + 1 : 0
      if (shortLives >= MOST_SHORT_LIVES) giveUp()
      else setTimeout(() => isStopping || add(), shortLives === 0 ? 0 : RESTART_PAUSE_MS)
    })
  }
  for (let i = 0; i < count; i++) add()
  return {
    failed,
    stop: async () => {
      isStopping = true
      await Promise.all([...children].map(stopChild))
    },
  }
}

async function stopChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  child.kill('SIGTERM')
  const isLate = await Promise.race([ended.then(() => false), pause(STOP_TIMEOUT_MS, true, { ref: false })])
  if (isLate) child.kill('SIGKILL')
  await ended
}

/** Waits until the server answers; its own checks are /api/health/ready. */
export async function untilReady({ host, port }: Settings): Promise<void> {
  const address = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '[::1]' : host.includes(':') ? `[${host}]` : host
  const until = Date.now() + READY_TIMEOUT_MS
  while (Date.now() < until) {
    const answer = await fetch(`http://${address}:${port}/api/health`, {
      redirect: 'manual',
      signal: AbortSignal.timeout(READY_TIMEOUT_MS),
    }).catch(() => undefined)
    if (answer) return
    await pause(50)
  }
  throw new Error(`The server did not answer within ${READY_TIMEOUT_MS / 1000} s`)
}
