import { Client } from 'pg'
import { afterAll, beforeEach, inject, vi } from 'vitest'
import { closeDatabase, database } from '@/lib/db/client'
import { CAST_PASSWORD } from './cast-password'

/** Each vitest worker has its own database, copied from the template; every test begins with empty tables. */
const TEMPLATE = 'portal_template'

/** A hash is slow by intention: that of the cast is made once a run. Every other password is hashed, and each is checked, for real. */
vi.mock('@/lib/auth/password', async (importOriginal) => {
  const real = await importOriginal<typeof import('@/lib/auth/password')>()
  const castHash = Promise.resolve(inject('castHash'))
  return {
    ...real,
    hashPassword: (password: string) => (password === CAST_PASSWORD ? castHash : real.hashPassword(password)),
  }
})

const adminUrl = inject('adminUrl')
const name = `portal_worker_${process.env.VITEST_POOL_ID ?? '1'}`
const url = new URL(adminUrl)
url.username = 'app'
url.pathname = `/${name}`
process.env.DATABASE_URL = url.href

await createDatabase()
const emptyTables = await emptyingStatement()

beforeEach(async () => {
  await database().pool.query(emptyTables)
})

afterAll(closeDatabase)

async function createDatabase(): Promise<void> {
  const admin = new Client({ connectionString: adminUrl })
  await admin.connect()
  try {
    const { rowCount } = await admin.query('SELECT FROM pg_database WHERE datname = $1', [name])
    if (!rowCount) await admin.query(`CREATE DATABASE ${name} TEMPLATE ${TEMPLATE} OWNER app`)
  } finally {
    await admin.end()
  }
}

/** TRUNCATE fires no row trigger, so it also empties the append-only tables. Version 1 of the policy comes back. */
async function emptyingStatement(): Promise<string> {
  const { rows } = await database().pool.query<{ tables: string }>(
    `SELECT string_agg(quote_ident(tablename), ', ') AS tables FROM pg_tables
     WHERE schemaname = 'public' AND tablename <> '_prisma_migrations'`,
  )
  return `TRUNCATE ${rows[0]?.tables} RESTART IDENTITY CASCADE;
    INSERT INTO policy_version SELECT * FROM test_support.first_policy_version`
}
