import { Client } from 'pg'
import { afterAll, beforeEach, inject, vi } from 'vitest'
import { closeDatabase, database } from '@/lib/db/client'
import { runningPassword } from '@/lib/db/embedded-postgres'
import { CAST_PASSWORD } from './cast-password'
import { closeOwner, setOwnerUrl } from './owner'

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

/** What tests keep in a schema of their own is no difference. */
vi.mock('@/lib/db/schema-objects', async (importOriginal) => {
  const real = await importOriginal<typeof import('@/lib/db/schema-objects')>()
  return {
    ...real,
    schemaDifferences: async (...given: Parameters<typeof real.schemaDifferences>) =>
      (await real.schemaDifferences(...given)).filter((line) => !line.includes('test_support')),
  }
})

const adminUrl = inject('adminUrl')
const name = `portal_worker_${process.env.VITEST_POOL_ID ?? '1'}`
const url = new URL(adminUrl)
url.pathname = `/${name}`
url.username = 'app'
setOwnerUrl(url.href)
// Verbs run with the role of the running portal, which owns nothing (DS-06); what breaks the database on purpose uses owner().
url.username = 'portal'
url.password = runningPassword(url.password)
process.env.DATABASE_URL = url.href

await createDatabase()

beforeEach(async () => {
  await database().pool.query('SELECT test_support.empty_tables()')
})

afterAll(closeDatabase)
afterAll(closeOwner)

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
