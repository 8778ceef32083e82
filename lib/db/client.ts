import { PrismaPg } from '@prisma/adapter-pg'
import { Pool } from 'pg'
import { settings } from '../env'
import { type Prisma, PrismaClient } from './generated/client'
import { PoolConnection, verifyConnection } from './pool-connection'

/** What verbs work with: the client itself, or the client of a running transaction. */
export type Database = PrismaClient | Prisma.TransactionClient

const POOL_SIZE = 10

/**
 * Opens a pool and a Prisma client on it. Nothing of the portal needs a session of its own, so a transaction pooler may stand between: no
 * LISTEN, locks and settings that end with the transaction, and statements have names only where no pooler is (pool-connection.ts).
 */
export function openDatabase(url: string): { db: PrismaClient; pool: Pool } {
  const pool = new Pool({
    connectionString: url,
    Client: PoolConnection,
    verify: verifyConnection,
    max: POOL_SIZE,
    connectionTimeoutMillis: 5_000,
    application_name: 'portal',
  })
  // An idle connection that breaks must not end the process; the next query opens a new one (R-D1).
  pool.on('error', (error) => console.error(`database connection lost: ${error.message}`))
  return { db: new PrismaClient({ adapter: new PrismaPg(pool) }), pool }
}

// One pool per process, also across the separate bundles that Next.js builds for pages and instrumentation.
const shared = globalThis as unknown as { portalDatabase?: ReturnType<typeof openDatabase> }

/** The database of this process. */
export function database(): ReturnType<typeof openDatabase> {
  shared.portalDatabase ??= openDatabase(settings().databaseUrl)
  return shared.portalDatabase
}

/** Ends the connections of this process; for commands and tests. */
export async function closeDatabase(): Promise<void> {
  const open = shared.portalDatabase
  shared.portalDatabase = undefined
  await open?.db.$disconnect()
  await open?.pool.end()
}
