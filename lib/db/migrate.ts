import { createHash, randomUUID } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { type Client } from 'pg'
import { longConnection } from './limits'
import { UtcClient } from './utc-client'

/** Same key as Prisma's schema engine: the two never run at once. */
const LOCK_KEY = 72707369

/** SQLSTATE: the role may not do this. */
const NOT_ALLOWED = '42501'
const needsOwner =
  'Migrations are missing, and the role of DATABASE_URL may not apply them: set DATABASE_OWNER_URL to the owner of the database'

/** A migration failed, was changed after it had been applied, or is unknown to this code; nothing was left behind. */
export class MigrationError extends Error {}

export type Migration = { name: string; sql: string; checksum: string }

/** The migrations of a folder (prisma/migrations) in their order. */
export function readMigrations(folder: string): Migration[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()
    .map((name) => {
      const sql = readFileSync(path.join(folder, name, 'migration.sql'), 'utf8')
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') }
    })
}

/**
 * Applies what is missing, each migration in one transaction, with the bookkeeping of `prisma migrate deploy`: either
 * may follow the other. Several servers may start at once: one applies, the others wait and find nothing to do. A transaction pooler may
 * stand between, but for a migration with the line `-- no-transaction`, which runs outside (CREATE INDEX CONCURRENTLY).
 * @returns the names of the applied migrations
 */
export async function migrate({ url, folder }: { url: string; folder: string }): Promise<string[]> {
  const migrations = readMigrations(folder)
  const client = new UtcClient({ connectionString: url, application_name: 'portal migrations', ...longConnection })
  await client.connect()
  try {
    const applied: string[] = []
    for (let next = await applyNext(client, migrations); next; next = await applyNext(client, migrations))
      applied.push(next)
    return applied
  } finally {
    await client.end()
  }
}

async function applyNext(client: Client, migrations: Migration[]): Promise<string | undefined> {
  await client.query('BEGIN')
  try {
    await client.query("SET LOCAL lock_timeout = '60s'")
    await client.query('SELECT pg_advisory_xact_lock($1)', [LOCK_KEY])
    await client.query("SET LOCAL lock_timeout = '10s'")
    const next = await firstMissing(client, migrations)
    if (next && !isOutside(next)) await apply(client, next)
    await client.query('COMMIT')
    return next && isOutside(next) ? await applyOutside(client, migrations) : next?.name
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {})
    if ((error as { code?: string }).code === NOT_ALLOWED) throw new MigrationError(needsOwner, { cause: error })
    throw error
  }
}

/** Without a transaction the lock belongs to the session. */
async function applyOutside(client: Client, migrations: Migration[]): Promise<string | undefined> {
  await client.query('SELECT pg_advisory_lock($1)', [LOCK_KEY])
  try {
    const next = await firstMissing(client, migrations)
    if (next && isOutside(next)) await apply(client, next)
    return next?.name
  } finally {
    await client.query('SELECT pg_advisory_unlock($1)', [LOCK_KEY])
  }
}

function isOutside({ sql }: Migration): boolean {
  return /^--\s*no-transaction\b/m.test(sql)
}

async function firstMissing(client: Client, migrations: Migration[]): Promise<Migration | undefined> {
  const applied = await appliedMigrations(client)
  await refuseUnknown(client, applied, migrations)
  return migrations.filter((migration) => isMissing(migration, applied))[0]
}

type Applied = Map<string, { checksum: string; isDone: boolean }>

async function appliedMigrations(client: Client): Promise<Applied> {
  // Not IF NOT EXISTS alone: it asks for the right to create tables where there is nothing to create.
  const { rows: tables } = await client.query(`SELECT WHERE to_regclass('_prisma_migrations') IS NULL`)
  if (tables.length > 0)
    await client.query(`CREATE TABLE IF NOT EXISTS _prisma_migrations (
    id VARCHAR(36) PRIMARY KEY NOT NULL, checksum VARCHAR(64) NOT NULL, finished_at TIMESTAMPTZ,
    migration_name VARCHAR(255) NOT NULL, logs TEXT, rolled_back_at TIMESTAMPTZ,
    started_at TIMESTAMPTZ NOT NULL DEFAULT now(), applied_steps_count INTEGER NOT NULL DEFAULT 0)`)
  const { rows } = await client.query<{ name: string; checksum: string; is_done: boolean }>(
    `SELECT migration_name AS name, checksum, finished_at IS NOT NULL AS is_done
     FROM _prisma_migrations WHERE rolled_back_at IS NULL`,
  )
  return new Map(rows.map(({ name, checksum, is_done }) => [name, { checksum, isDone: is_done }]))
}

/** A database that is newer than the code is left as it is where its migrations say that this code may work on it (oldest_code). */
async function refuseUnknown(client: Client, applied: Applied, migrations: Migration[]): Promise<void> {
  const known = new Set(migrations.map(({ name }) => name))
  const unknown = [...applied.keys()].find((name) => !known.has(name))
  if (unknown === undefined || known.has((await oldestCode(client)) ?? '')) return
  throw new MigrationError(
    `The database knows migration ${unknown}, the code does not: the code is older than the database`,
  )
}

async function oldestCode(client: Client): Promise<string | undefined> {
  const { rows: tables } = await client.query(`SELECT WHERE to_regclass('oldest_code') IS NOT NULL`)
  if (tables.length === 0) return undefined
  const { rows } = await client.query<{ migration: string }>('SELECT migration FROM oldest_code')
  return rows[0]?.migration
}

function isMissing({ name, checksum }: Migration, applied: Applied): boolean {
  const row = applied.get(name)
  if (!row) return true
  if (!row.isDone) {
    throw new MigrationError(`Migration ${name} failed before; repair it, then delete its row in _prisma_migrations`)
  }
  if (row.checksum !== checksum) throw new MigrationError(`Migration ${name} was changed after it had been applied`)
  return false
}

async function apply(client: Client, { name, sql, checksum }: Migration): Promise<void> {
  try {
    await client.query(sql)
    await client.query(
      `INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at, applied_steps_count)
       VALUES ($1, $2, $3, clock_timestamp(), 1)`,
      [randomUUID(), checksum, name],
    )
  } catch (error) {
    const { code } = error as { code?: string }
    throw new MigrationError(code === NOT_ALLOWED ? needsOwner : describe(name, sql, error), { cause: error })
  }
}

function describe(name: string, sql: string, error: unknown): string {
  const { message, code, position } = error as { message: string; code?: string; position?: string }
  const line = position ? `, line ${sql.slice(0, Number(position)).split('\n').length}` : ''
  return `Migration ${name}${line}: ${message}${code ? ` (${code})` : ''}`
}
