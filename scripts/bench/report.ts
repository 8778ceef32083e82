import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { compileReport } from '@/lib/access-requests/compile-report'
import { zipReport } from '@/lib/access-requests/zip-report'
import { systemClock } from '@/lib/clock'
import { type PortalContext } from '@/lib/context'
import { openDatabase } from '@/lib/db/client'
import { startEmbeddedPostgres } from '@/lib/db/embedded-postgres'
import { migrate } from '@/lib/db/migrate'
import { ensureFirstVersion } from '@/lib/policies/ensure-first-version'
import { type Row } from './row'
import { generateAccounts } from './sweep-sql'

const SIZES = [10_000, 100_000]
/** Other people's rows in the same tables. */
const OTHERS = 50_000
const MOST_FIRST_BYTE_MS = 1_000
const MOST_GROWTH_MB = 100

/** The access report (DS-12) of a member with very many rows: first byte, whole file, memory. */
export async function benchReport(): Promise<Row[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'portal-bench-report-'))
  chmodSync(folder, 0o755)
  const postgres = await startEmbeddedPostgres({ folder: path.join(folder, 'postgres'), password: 'bench' })
  const { db, pool } = openDatabase(postgres.url)
  const ctx: PortalContext = {
    db,
    now: systemClock,
    actor: { kind: 'operator' },
    mail: { appUrl: 'http://localhost:3000', from: 'Portal <portal@portal.test>' },
  }
  try {
    await migrate({ url: postgres.url, folder: 'prisma/migrations' })
    await ensureFirstVersion(ctx)
    await pool.query(generateAccounts(OTHERS))
    const rows: Row[] = []
    for (const [place, size] of SIZES.entries()) {
      const { rows: found } = await pool.query<{ id: string }>('SELECT id FROM account ORDER BY id OFFSET $1 LIMIT 1', [
        place,
      ])
      const accountId = found[0]?.id ?? ''
      await pool.query(generateRows(size), [accountId])
      await pool.query('VACUUM ANALYZE')
      await read(ctx, accountId)
      rows.push(...rowsOf(size, await read(ctx, accountId)))
    }
    return rows
  } finally {
    await db.$disconnect()
    await pool.end()
    await postgres.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Half of the rows are mails, half are entries of the audit record. */
function generateRows(size: number): string {
  return `
    WITH mail AS (
      INSERT INTO outgoing_mail (account_id, template, state, accepted_at)
      SELECT $1::uuid, 'password-changed', 'accepted', now() FROM generate_series(1, ${size / 2})
    )
    INSERT INTO audit_event (at, actor_kind, actor_id, act, subject_id, details)
    SELECT now(), 'member', $1::text, 'session.started', $1::uuid, '{"reason": "bench"}' FROM generate_series(1, ${size / 2})`
}

type Figures = { firstByteMs: number; seconds: number; megabytes: number; growthMb: number }

async function read(ctx: PortalContext, accountId: string): Promise<Figures> {
  globalThis.gc?.()
  const before = process.memoryUsage.rss()
  let peak = before
  let bytes = 0
  let firstByteMs = 0
  const start = performance.now()
  const report = await compileReport(ctx, { accountId })
  if (report.outcome !== 'compiled') throw new Error(report.outcome)
  for await (const piece of zipReport(report.files, ctx.now())) {
    if (bytes === 0) firstByteMs = performance.now() - start
    bytes += piece.byteLength
    peak = Math.max(peak, process.memoryUsage.rss())
  }
  return {
    firstByteMs,
    seconds: (performance.now() - start) / 1000,
    megabytes: bytes / 2 ** 20,
    growthMb: (peak - before) / 2 ** 20,
  }
}

function rowsOf(size: number, { firstByteMs, seconds, megabytes, growthMb }: Figures): Row[] {
  const name = `access report, ${size.toLocaleString('en')} rows`
  return [
    {
      what: `${name}: first byte (whole ZIP ${megabytes.toFixed(1)} MB in ${seconds.toFixed(2)} s)`,
      value: `${Math.round(firstByteMs)} ms`,
      floor: '–',
      target: `< ${MOST_FIRST_BYTE_MS} ms`,
      met: firstByteMs < MOST_FIRST_BYTE_MS,
    },
    {
      what: `${name}: growth of the process while it is sent`,
      value: `${Math.round(growthMb)} MB`,
      floor: '–',
      target: `< ${MOST_GROWTH_MB} MB`,
      met: growthMb < MOST_GROWTH_MB,
    },
  ]
}
