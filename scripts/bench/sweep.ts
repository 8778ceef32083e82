import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { systemClock } from '@/lib/clock'
import { type PortalContext } from '@/lib/context'
import { openDatabase } from '@/lib/db/client'
import { startEmbeddedPostgres } from '@/lib/db/embedded-postgres'
import { migrate } from '@/lib/db/migrate'
import { UtcClient } from '@/lib/db/utc-client'
import { confirmStoppedRun } from '@/lib/lifecycle/confirm-stopped-run'
import { sweep } from '@/lib/lifecycle/sweep'
import { ensureFirstVersion } from '@/lib/policies/ensure-first-version'
import { settingsOf } from './own-database'
import { median, type Row } from './row'
import { generateAccounts, plainErasures, plainNotices } from './sweep-sql'

const SIZES = [10_000, 100_000, 1_000_000]
const MOST_TIMES_FLOOR = 3
const MOST_MEMORY_MB = 300
const MOST_IDLE_MS = 50
const IDLE_RUNS = 7

type Figures = {
  size: number
  seconds: number
  floorSeconds: number
  peakMb: number
  idleMs: number
  rightAfterMs: number
}

/**
 * The sweep (DS-05) over accounts of which 10 % are due for a notice and 5 % for erasure, against the same rows changed by
 * plain SQL in one statement each, on a copy of the same database that writes to disk as in production.
 */
export async function benchSweep(sizes: number[] = SIZES): Promise<Row[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'portal-bench-sweep-'))
  chmodSync(folder, 0o755)
  const postgres = await startEmbeddedPostgres({ folder: path.join(folder, 'postgres'), password: 'bench' })
  try {
    await migrate({ url: postgres.url, folder: 'prisma/migrations' })
    settingsOf({ url: postgres.url, folder })
    const rows: Row[] = []
    for (const size of sizes) rows.push(...rowsOf(await measure(postgres, size), size === sizes.at(-1)))
    return rows
  } finally {
    await postgres.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

type Server = { url: string; adminUrl: string }

async function measure(server: Server, size: number): Promise<Figures> {
  const source = await copyDatabase(server, 'app', `bench_${size}`)
  await withContext(source, ensureFirstVersion)
  await withClient(source, (client) => client.query(generateAccounts(size)))
  await withClient(source, (client) => client.query('VACUUM ANALYZE'))
  const floorSeconds = await floor(server, size)
  const figures = await withContext(source, async (ctx) => {
    const { seconds, peakMb } = await timeSweep(ctx, size)
    const rightAfterMs = await timeIdle(ctx)
    // The next scheduled run comes a day later; the database has long tidied up by itself then.
    await ctx.db.$executeRaw`VACUUM account, inactivity_notice`
    return { size, seconds, floorSeconds, peakMb, rightAfterMs, idleMs: await timeIdle(ctx) }
  })
  await dropDatabase(server, `bench_${size}`)
  return figures
}

async function floor(server: Server, size: number): Promise<number> {
  const copy = await copyDatabase(server, `bench_${size}`, 'bench_floor')
  const seconds = await withClient(copy, async (client) => {
    const start = performance.now()
    const erased = await client.query(plainErasures)
    const notified = await client.query(plainNotices)
    const end = performance.now()
    if (erased.rowCount !== size / 20 || notified.rowCount !== size / 10)
      throw new Error('the floor did something else')
    return (end - start) / 1000
  })
  await dropDatabase(server, 'bench_floor')
  return seconds
}

/** The brakes stop so large a run; staff confirm, and the next one does it. Only that one is timed. */
async function timeSweep(ctx: PortalContext, size: number): Promise<{ seconds: number; peakMb: number }> {
  await ctx.db.sweepRun.create({ data: { trigger: 'operator', startedAt: new Date(0), finishedAt: new Date(0) } })
  const stopped = await sweep(ctx, { trigger: 'operator' })
  if (stopped.outcome !== 'stopped') throw new Error('the brakes did not stop the run')
  await confirmStoppedRun(ctx, stopped)
  let peakMb = 0
  const sampling = setInterval(() => {
    peakMb = Math.max(peakMb, process.memoryUsage.rss() / 2 ** 20)
  }, 20)
  const start = performance.now()
  const { outcome, erased, notified } = await sweep(ctx, { trigger: 'operator', maxDurationMs: 3_600_000 })
  const seconds = (performance.now() - start) / 1000
  clearInterval(sampling)
  if (outcome !== 'finished' || erased !== size / 20 || notified !== size / 10) {
    throw new Error(`the sweep did something else: ${outcome}, ${erased} erased, ${notified} notified`)
  }
  return { seconds, peakMb }
}

async function timeIdle(ctx: PortalContext): Promise<number> {
  const times: number[] = []
  for (let run = 0; run < IDLE_RUNS; run++) {
    const start = performance.now()
    const { outcome, erased, notified } = await sweep(ctx, { trigger: 'operator' })
    times.push(performance.now() - start)
    if (outcome !== 'finished' || erased + notified > 0) throw new Error('there was something left to do')
  }
  return median(times)
}

function rowsOf({ size, seconds, floorSeconds, peakMb, idleMs, rightAfterMs }: Figures, isLargest: boolean): Row[] {
  const name = size.toLocaleString('en')
  const ratio = seconds / floorSeconds
  return [
    {
      what: `sweep over ${name} accounts (10 % notified, 5 % erased)`,
      value: `${seconds.toFixed(2)} s`,
      floor: `${floorSeconds.toFixed(2)} s (plain SQL, one statement each)`,
      ratio,
      target: isLargest ? `≤ ${MOST_TIMES_FLOOR} × floor` : 'curve',
      met: !isLargest || ratio <= MOST_TIMES_FLOOR,
    },
    {
      what: `memory of the process, ${name} accounts`,
      value: `${Math.round(peakMb)} MB at most`,
      floor: '–',
      target: `< ${MOST_MEMORY_MB} MB`,
      met: peakMb < MOST_MEMORY_MB,
    },
    {
      what: `sweep with nothing to do, ${name} accounts (10 % wait for their last day)`,
      value: `${idleMs.toFixed(1)} ms (right after the large one: ${rightAfterMs.toFixed(1)} ms)`,
      floor: '–',
      target: `< ${MOST_IDLE_MS} ms`,
      met: idleMs < MOST_IDLE_MS,
    },
  ]
}

async function copyDatabase({ url, adminUrl }: Server, from: string, to: string): Promise<string> {
  await withClient(adminUrl, (client) => client.query(`CREATE DATABASE ${to} TEMPLATE ${from} OWNER app`))
  const copy = new URL(url)
  copy.pathname = `/${to}`
  return copy.href
}

async function dropDatabase({ adminUrl }: Server, name: string): Promise<void> {
  await withClient(adminUrl, (client) => client.query(`DROP DATABASE ${name} WITH (FORCE)`))
}

async function withClient<T>(url: string, work: (client: UtcClient) => Promise<T>): Promise<T> {
  const client = new UtcClient({ connectionString: url })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

async function withContext<T>(url: string, work: (ctx: PortalContext) => Promise<T>): Promise<T> {
  const { db, pool } = openDatabase(url)
  try {
    return await work({
      db,
      now: systemClock,
      actor: { kind: 'operator' },
      mail: { appUrl: 'http://localhost:3000', from: 'Portal <portal@portal.test>' },
    })
  } finally {
    await db.$disconnect()
    await pool.end()
  }
}
