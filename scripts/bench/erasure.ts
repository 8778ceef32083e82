import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Client } from 'pg'
import { systemClock } from '@/lib/clock'
import { inTransaction, type PortalContext } from '@/lib/context'
import { openDatabase } from '@/lib/db/client'
import { startEmbeddedPostgres } from '@/lib/db/embedded-postgres'
import { migrate } from '@/lib/db/migrate'
import { eraseLocked } from '@/lib/erasure/erase-accounts'
import { ensureFirstVersion } from '@/lib/policies/ensure-first-version'
import { type Row } from './row'
import { generateAccounts } from './sweep-sql'

const SIZE = 100_000
const BATCH = 1_000
const LEAST_PER_SECOND = 5_000
const MOST_TIMES_FLOOR = 2

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

/** Erasure of 100,000 members in batches (DS-04), against the same rows changed by plain SQL in batches of the same size. */
export async function benchErasure(): Promise<Row[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'portal-bench-erasure-'))
  chmodSync(folder, 0o755)
  const postgres = await startEmbeddedPostgres({ folder: path.join(folder, 'postgres'), password: 'bench' })
  try {
    await migrate({ url: postgres.url, folder: 'prisma/migrations' })
    const floorSeconds = await measure(postgres.url, eraseByPlainSql)
    const seconds = await measure(postgres.url, eraseByVerb)
    const perSecond = SIZE / seconds
    const ratio = seconds / floorSeconds
    return [
      {
        what: `erasure of ${SIZE.toLocaleString('en')} members in batches of ${BATCH.toLocaleString('en')}`,
        value: `${Math.round(perSecond).toLocaleString('en')} per second`,
        floor: `${Math.round(SIZE / floorSeconds).toLocaleString('en')} per second (plain SQL)`,
        ratio,
        target: `≥ ${LEAST_PER_SECOND.toLocaleString('en')} per second or ≤ ${MOST_TIMES_FLOOR} × floor`,
        met: perSecond >= LEAST_PER_SECOND || ratio <= MOST_TIMES_FLOOR,
      },
    ]
  } finally {
    await postgres.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

type Erase = (ctx: PortalContext, client: Client, ids: string[]) => Promise<void>

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

const eraseByPlainSql: Erase = async (_, client, ids) => {
  const { rowCount } = await client.query(plainErasure, [ids])
  if (rowCount !== ids.length) throw new Error('the floor did something else')
}

async function measure(url: string, erase: Erase): Promise<number> {
  const { db, pool } = openDatabase(url)
  const client = new Client({ connectionString: url, options: '-c TimeZone=UTC' })
  await client.connect()
  const ctx: PortalContext = {
    db,
    now: systemClock,
    actor: { kind: 'operator' },
    mail: { appUrl: 'http://localhost:3000', from: 'Portal <portal@portal.test>' },
  }
  try {
    await ensureFirstVersion(ctx)
    await client.query(generateAccounts(SIZE))
    await client.query('VACUUM ANALYZE')
    const { rows } = await client.query<{ id: string }>('SELECT id FROM account ORDER BY id')
    const start = performance.now()
    for (let from = 0; from < rows.length; from += BATCH) {
      await erase(
        ctx,
        client,
        rows.slice(from, from + BATCH).map(({ id }) => id),
      )
    }
    return (performance.now() - start) / 1000
  } finally {
    await db.$disconnect()
    await client.end()
    await pool.end()
  }
}
