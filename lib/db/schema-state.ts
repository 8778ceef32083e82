import { z } from 'zod'
import { type Database } from './client'
import { readMigrations } from './migrate'
import { rowOf, rowsOf } from './rows'

/** `behind`: this code needs migrations that the database lacks. `newer`: the database has some that this code would stumble over. */
export type SchemaState = { state: 'current' } | { state: 'behind' | 'newer'; migrations: string[] }

// Once per process, also across the separate bundles: a release that is unpacked beside a running server does not make that one newer.
const shared = globalThis as unknown as { portalMigrations?: readonly string[] }

/** The migrations of the code that runs, by name. Called at the start of a server, before anybody can exchange the files. */
export function ownMigrations(): readonly string[] {
  shared.portalMigrations ??= readMigrations('prisma/migrations').map(({ name }) => name)
  return shared.portalMigrations
}

/**
 * Does the database fit this code? Reads only; an empty database is behind. One that is newer fits as long as its migrations say so
 * (oldest_code): servers are replaced one by one, and a release can be taken back.
 */
export async function schemaState(db: Database, own = ownMigrations()): Promise<SchemaState> {
  const applied = await appliedMigrations(db)
  const unknown = [...applied].filter((name) => !own.includes(name))
  if (unknown.length > 0 && !own.includes((await oldestCode(db)) ?? '')) return { state: 'newer', migrations: unknown }
  const missing = own.filter((name) => !applied.has(name))
  return missing.length > 0 ? { state: 'behind', migrations: missing } : { state: 'current' }
}

const nameRow = z.strictObject({ name: z.string() })

const isThereRow = z.strictObject({ isThere: z.boolean() })

async function isThere(db: Database, table: string): Promise<boolean> {
  const row = await rowOf({ db }, isThereRow)`SELECT to_regclass(${table}) IS NOT NULL AS "isThere"`
  return row?.isThere ?? false
}

/** The migration that code must know to work here; undefined: from before there was such a word. */
async function oldestCode(db: Database): Promise<string | undefined> {
  if (!(await isThere(db, 'oldest_code'))) return undefined
  const row = await rowOf({ db }, nameRow)`SELECT migration AS name FROM oldest_code`
  return row?.name
}

async function appliedMigrations(db: Database): Promise<Set<string>> {
  if (!(await isThere(db, '_prisma_migrations'))) return new Set()
  const rows = await rowsOf({ db }, nameRow)`
    SELECT migration_name AS name FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL`
  return new Set(rows.map(({ name }) => name))
}
