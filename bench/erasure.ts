import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { systemClock } from '@/lib/clock'
import { inTransaction, type PortalContext } from '@/lib/context'
import { openDatabase } from '@/lib/db/client'
import { startEmbeddedPostgres } from '@/lib/db/embedded-postgres'
import { migrate } from '@/lib/db/migrate'
import { UtcClient } from '@/lib/db/utc-client'
import { eraseLocked } from '@/lib/erasure/erase-accounts'
import { appendToLog } from '@/lib/erasure/log-file'
import { replayErasures } from '@/lib/erasure/replay-erasures'
import { ensureFirstVersion } from '@/lib/policies/ensure-first-version'
import { settingsOf } from './own-database'
import { type Row } from './row'
import { generateAccounts } from './sweep-sql'

const SIZE = 100_000
const BATCH = 1_000
const MOST_TIMES_FLOOR = 2
const REPLAYED = 10_000

/** The rows that a replay changes, by one statement that checks nothing and counts nothing: nobody is written to. */
const plainReplay = `
  WITH due AS MATERIALIZED (SELECT unnest($1::uuid[]) AS id),
  ledger AS (
    INSERT INTO erasure (account_id, erased_at, reason, counts, policy_version)
    SELECT id, now(), 'staff', '{"account": 1, "policy_acceptance": 1}', 1 FROM due
  ), audit AS (
    INSERT INTO audit_event (at, actor_kind, act, subject_id, details)
    SELECT now(), 'operator', 'account.erased', id, '{"reason": "staff", "replayed": true}' FROM due
  )
  DELETE FROM account WHERE id IN (SELECT id FROM due)`

/** The rows that the erasure changes, by one statement that checks nothing and counts nothing. */
const plainErasure = `
  WITH due AS MATERIALIZED (SELECT id, email, given_name, surname FROM account WHERE id = ANY($1::uuid[])),
  mail AS (
    INSERT INTO outgoing_mail (template, recipient, props)
    SELECT 'erased-staff', email, jsonb_build_object('givenName', given_name, 'surname', surname, 'erasedAt', now()) FROM due
  ), ledger AS (
    INSERT INTO erasure (account_id, erased_at, reason, counts, policy_version)
    SELECT id, now(), 'staff', '{"account": 1, "policy_acceptance": 1}', 1 FROM due
  ), audit AS (
    INSERT INTO audit_event (at, actor_kind, act, subject_id, details)
    SELECT now(), 'operator', 'account.erased', id, '{"reason": "staff"}' FROM due
  )
  DELETE FROM account WHERE id IN (SELECT id FROM due)`

/**
 * Erasure of 100,000 members in batches (DS-04), against the same rows changed by plain SQL in batches of the same size; and the replay of
 * 10,000 erasures after a restore, from the file to the open portal.
 */
export async function benchErasure(): Promise<Row[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'portal-bench-erasure-'))
  chmodSync(folder, 0o755)
  const postgres = await startEmbeddedPostgres({ folder: path.join(folder, 'postgres'), password: 'bench' })
  try {
    await migrate({ url: postgres.ownerUrl, folder: 'prisma/migrations' })
    const replayFloor = await measure(postgres.ownerUrl, REPLAYED, inBatches(eraseBy(plainReplay)))
    await forgetLedger(postgres.ownerUrl)
    const replay = await measure(postgres.ownerUrl, REPLAYED, replayFrom(settingsIn(folder, postgres.ownerUrl)))
    const floorSeconds = await measure(postgres.ownerUrl, SIZE, inBatches(eraseBy(plainErasure)))
    const seconds = await measure(postgres.ownerUrl, SIZE, inBatches(eraseByVerb))
    const perSecond = SIZE / seconds
    const ratio = seconds / floorSeconds
    return [
      {
        what: `erasure of ${SIZE.toLocaleString('en')} members in batches of ${BATCH.toLocaleString('en')}`,
        value: `${Math.round(perSecond).toLocaleString('en')} per second`,
        floor: `${Math.round(SIZE / floorSeconds).toLocaleString('en')} per second (plain SQL)`,
        ratio,
        target: `≤ ${MOST_TIMES_FLOOR} × floor`,
        met: ratio <= MOST_TIMES_FLOOR,
      },
      {
        what: `replay of ${REPLAYED.toLocaleString('en')} erasures after a restore, until the portal is open again`,
        value: `${replay.toFixed(2)} s`,
        floor: `${replayFloor.toFixed(2)} s (plain SQL)`,
        ratio: replay / replayFloor,
        target: `≤ ${MOST_TIMES_FLOOR} × floor`,
        met: replay / replayFloor <= MOST_TIMES_FLOOR,
      },
    ]
  } finally {
    await postgres.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

type Erase = (ctx: PortalContext, client: UtcClient, ids: string[]) => Promise<void>

/** In batches of the size that the replay takes, too. */
function inBatches(erase: Erase): Erase {
  return async (ctx, client, ids) => {
    for (let from = 0; from < ids.length; from += BATCH) await erase(ctx, client, ids.slice(from, from + BATCH))
  }
}

const eraseByVerb: Erase = (ctx, _, ids) =>
  inTransaction(
    ctx,
    async (tx) => {
      await tx.db.$queryRaw`SELECT 1 FROM account WHERE id = ANY(${ids}::uuid[]) FOR UPDATE`
      const { erased } = await eraseLocked(tx, { accountIds: ids, reason: 'staff' })
      if (erased.length !== ids.length) throw new Error('not everybody was erased')
    },
    { timeoutMs: 60_000 },
  )

function eraseBy(statement: string): Erase {
  return async (_, client, ids) => {
    const { rowCount } = await client.query(statement, [ids])
    if (rowCount !== ids.length) throw new Error('the floor did something else')
  }
}

/** The whole way of `erasures:replay`; the file is written before, outside the time. */
function replayFrom(file: string): Erase & { prepare(ids: string[]): Promise<void> } {
  const prepare = async (ids: string[]) => {
    writeFileSync(file, '')
    const erasedAt = new Date('2026-01-01T00:00:00Z')
    await appendToLog(
      file,
      ids.map((accountId) => ({ accountId, erasedAt, reason: 'staff' })),
    )
  }
  const replay: Erase = async (ctx, _, ids) => {
    const result = await replayErasures(ctx, { file, acceptUnproven: true })
    if (result.outcome !== 'reopened' || result.erased !== ids.length) throw new Error('not everybody was erased again')
  }
  return Object.assign(replay, { prepare })
}

/** The portal is asked for its settings at the end of a replay. Returns where the file of erasures lies. */
function settingsIn(folder: string, url: string): string {
  settingsOf({ url, folder })
  return path.join(folder, 'erasures.log')
}

/** The backup knows nothing of what the floor has erased. */
async function forgetLedger(url: string): Promise<void> {
  const client = new UtcClient({ connectionString: url })
  await client.connect()
  await client.query('TRUNCATE erasure')
  await client.end()
}

async function measure(
  url: string,
  size: number,
  erase: Erase & { prepare?(ids: string[]): Promise<void> },
): Promise<number> {
  const { db, pool } = openDatabase(url)
  const client = new UtcClient({ connectionString: url })
  await client.connect()
  const ctx: PortalContext = {
    db,
    now: systemClock,
    actor: { kind: 'operator' },
    mail: { appUrl: 'http://localhost:3000', from: 'Portal <portal@portal.test>' },
  }
  try {
    await ensureFirstVersion(ctx)
    await client.query(generateAccounts(size))
    await client.query('VACUUM ANALYZE')
    const { rows } = await client.query<{ id: string }>('SELECT id FROM account ORDER BY id')
    const ids = rows.map(({ id }) => id)
    await erase.prepare?.(ids)
    const start = performance.now()
    await erase(ctx, client, ids)
    return (performance.now() - start) / 1000
  } finally {
    await db.$disconnect()
    await client.end()
    await pool.end()
  }
}
