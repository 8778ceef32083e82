import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { startEmbeddedPostgres } from '@/lib/db/embedded-postgres'
import { migrate } from '@/lib/db/migrate'
import { UtcClient } from '@/lib/db/utc-client'
import { ensureFirstVersion } from '@/lib/policies/ensure-first-version'
import { settingsOf } from './own-database'
import { type Row } from './row'
import { type SweepFigures, withOperator } from './sweep-run'
import { generateAccounts, plainErasures, plainNotices } from './sweep-sql'

const SIZES = [10_000, 100_000, 1_000_000]
const MOST_TIMES_FLOOR = 2
const MOST_MEMORY_MB = 320
const MOST_IDLE_MS = 60

type Figures = SweepFigures & { size: number; floorSeconds: number }

/**
 * The sweep (DS-05) over accounts of which 10 % are due for a notice and 5 % for erasure, against the same rows changed by
 * plain SQL in one statement each, on a copy of the same database that writes to disk as in production.
 */
export async function benchSweep(sizes: number[] = SIZES): Promise<Row[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'portal-bench-sweep-'))
  chmodSync(folder, 0o755)
  const { ownerUrl: url, ...postgres } = await startEmbeddedPostgres({
    folder: path.join(folder, 'postgres'),
    password: 'bench',
  })
  try {
    await migrate({ url, folder: 'prisma/migrations' })
    settingsOf({ url, folder })
    const rows: Row[] = []
    for (const size of sizes)
      rows.push(...rowsOf(await measure({ url, adminUrl: postgres.adminUrl }, size), size === sizes.at(-1)))
    return rows
  } finally {
    await postgres.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

type Server = { url: string; adminUrl: string }

async function measure(server: Server, size: number): Promise<Figures> {
  const source = await copyDatabase(server, 'app', `bench_${size}`)
  await withOperator(source, ensureFirstVersion)
  await withClient(source, (client) => client.query(generateAccounts(size)))
  await withClient(source, (client) => client.query('VACUUM ANALYZE'))
  const floorSeconds = await floor(server, size)
  const figures = { size, floorSeconds, ...(await runInOwnProcess(source, size)) }
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

/** In a process of its own, as the operator's command is: its memory holds neither the other sizes nor what made the accounts. */
async function runInOwnProcess(url: string, size: number): Promise<SweepFigures> {
  const child = fork(new URL('./sweep-run.ts', import.meta.url), [url, String(size)])
  const [figures] = (await Promise.race([once(child, 'message'), ended(child)])) as [SweepFigures]
  return figures
}

async function ended(child: ChildProcess): Promise<never> {
  const [code] = await once(child, 'exit')
  throw new Error(`the sweep ended without figures (${code})`)
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
