import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { compileReport } from '@/lib/access-requests/compile-report'
import { zipReport } from '@/lib/access-requests/zip-report'
import { type PortalContext } from '@/lib/context'
import { ensureFirstVersion } from '@/lib/policies/ensure-first-version'
import { withOwnDatabase } from './own-database'
import { type Row } from './row'
import { generateAccounts } from './sweep-sql'

const SIZES = [10_000, 100_000]
/** Other people's rows in the same tables. */
const OTHERS = 50_000
const MOST_FIRST_BYTE_MS = 1_000
/** "Flat": ten times the rows may take this much more live memory, and no more. */
const MOST_MORE_MB = 5

/** The access report (DS-12) of a member with very many rows: first byte, whole file, memory. */
export async function benchReport(): Promise<Row[]> {
  return withOwnDatabase('report', { kind: 'operator' }, async ({ ctx, pool }) => {
    await ensureFirstVersion(ctx)
    await pool.query(generateAccounts(OTHERS))
    const measured: { size: number; figures: Figures }[] = []
    for (const [place, size] of SIZES.entries()) {
      const { rows: found } = await pool.query<{ id: string }>('SELECT id FROM account ORDER BY id OFFSET $1 LIMIT 1', [
        place,
      ])
      const accountId = found[0]?.id ?? ''
      await pool.query(generateRows(size), [accountId])
      await pool.query('VACUUM ANALYZE')
      await read(ctx, accountId)
      const { firstByteMs, seconds, megabytes } = await read(ctx, accountId)
      const { heldMb } = await read(ctx, accountId, { looks: true })
      measured.push({ size, figures: { firstByteMs, seconds, megabytes, heldMb } })
    }
    return rowsOf(measured)
  })
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

type Figures = { firstByteMs: number; seconds: number; megabytes: number; heldMb: number }

async function read(ctx: PortalContext, accountId: string, { looks = false } = {}): Promise<Figures> {
  const before = looks ? liveMemory() : 0
  let held = 0
  let bytes = 0
  let firstByteMs = 0
  const start = performance.now()
  const own: PortalContext = { ...ctx, actor: { kind: 'member', accountId, role: 'member', sessionId: '' } }
  const report = await compileReport(own, { accountId })
  if (report.outcome !== 'compiled') throw new Error(report.outcome)
  for await (const piece of zipReport(report.files, ctx.now())) {
    if (bytes === 0) firstByteMs = performance.now() - start
    bytes += piece.byteLength
    // At every piece, after the garbage is collected: what is really held.
    if (looks) held = Math.max(held, liveMemory() - before)
  }
  return {
    firstByteMs,
    seconds: (performance.now() - start) / 1000,
    megabytes: bytes / 2 ** 20,
    heldMb: held / 2 ** 20,
  }
}

setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc') as () => void

function liveMemory(): number {
  collectGarbage()
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}

function rowsOf(measured: { size: number; figures: Figures }[]): Row[] {
  const speed = measured.map(({ size, figures: { firstByteMs, seconds, megabytes } }) => ({
    what: `access report, ${size.toLocaleString('en')} rows: first byte (whole ZIP ${megabytes.toFixed(1)} MB in ${seconds.toFixed(2)} s)`,
    value: `${Math.round(firstByteMs)} ms`,
    floor: '–',
    target: `< ${MOST_FIRST_BYTE_MS} ms`,
    met: firstByteMs < MOST_FIRST_BYTE_MS,
  }))
  const [small, large] = measured
  if (!small || !large) throw new Error('two sizes are compared')
  const more = large.figures.heldMb - small.figures.heldMb
  return [
    ...speed,
    {
      what: `access report: most live memory while it is sent, ${large.size.toLocaleString('en')} rows against ${small.size.toLocaleString('en')}`,
      value: `${large.figures.heldMb.toFixed(1)} MB`,
      floor: `${small.figures.heldMb.toFixed(1)} MB`,
      ratio: large.figures.heldMb / small.figures.heldMb,
      target: `at most ${MOST_MORE_MB} MB more`,
      met: more <= MOST_MORE_MB,
    },
  ]
}
