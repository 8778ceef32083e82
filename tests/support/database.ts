import { Client } from 'pg'
import { afterAll, beforeEach, inject, vi } from 'vitest'
import { closeDatabase, database } from '@/lib/db/client'
import { CAST_PASSWORD } from './cast-password'

/** Each vitest worker has its own database, copied from the template; every test begins with empty tables. */
const TEMPLATE = 'portal_template'

/**
 * A hash is slow by intention: that of the cast is made once a run. Every other password is hashed, and each is checked, for real. Nor is that of the
 * cast weighed each time: the word lists alone take half a second to load.
 */
vi.mock('@/lib/auth/password', async (importOriginal) => {
  const real = await importOriginal<typeof import('@/lib/auth/password')>()
  const castHash = Promise.resolve(inject('castHash'))
  return {
    ...real,
    hashPassword: (password: string) => (password === CAST_PASSWORD ? castHash : real.hashPassword(password)),
    assessPassword: async (password: string, personal: string[]) =>
      password === CAST_PASSWORD ? { outcome: 'good' } : real.assessPassword(password, personal),
  }
})

const adminUrl = inject('adminUrl')
const name = `portal_worker_${process.env.VITEST_POOL_ID ?? '1'}`
const url = new URL(adminUrl)
url.username = 'app'
url.pathname = `/${name}`
process.env.DATABASE_URL = url.href

await createDatabase()

beforeEach(async () => {
  await database().pool.query('SELECT test_support.empty_tables()')
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
