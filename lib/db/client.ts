import { PrismaPg } from '@prisma/adapter-pg'
import { Pool } from 'pg'
import { settings } from '../env'
import { printLine } from '../print-line'
import { type Prisma, PrismaClient } from './generated/client'
import { CONNECT_MS, GRACE_MS, limits, preparedFor, type Work } from './limits'
import { UtcClient } from './utc-client'

/** What verbs work with: the client itself, or the client of a running transaction. */
export type Database = PrismaClient | Prisma.TransactionClient

/**
 * Opens a pool and a Prisma client on it. Nothing of the portal needs a session of its own, so a transaction pooler may stand between: no
 * LISTEN, no named statements, and locks and settings that end with the transaction. A connection that reached its limit is dropped.
 */
export function openDatabase(url: string, work: Work = 'duty'): { db: PrismaClient; pool: Pool } {
  const { connections, statementMs } = limits[work]
  const pool = new Pool({
    connectionString: url,
    Client: UtcClient,
    verify: preparedFor(work),
    max: connections,
    connectionTimeoutMillis: CONNECT_MS,
    query_timeout: statementMs + GRACE_MS,
    keepAlive: true,
    application_name: 'portal',
  })
  // An idle connection that breaks must not end the process; the next query opens a new one (R-D1).
  pool.on('error', ({ name, code }: Error & { code?: string }) =>
    printLine('error', 'database connection', { name, code }),
  )
  // Prisma gives back the connection of a transaction without saying how it ended. One that is not idle waits for an answer that may
  // never come; whoever gets it next would wait as well.
  pool.on('release', (_, client) => {
    if (client.getTransactionStatus() !== 'I') client.end()
  })
  return { db: new PrismaClient({ adapter: new PrismaPg(pool) }), pool }
}

// The pools of this process, also across the separate bundles that Next.js builds for pages and instrumentation.
const shared = globalThis as unknown as { portalDatabases?: Partial<Record<Work, ReturnType<typeof openDatabase>>> }
shared.portalDatabases ??= {}
const open = shared.portalDatabases

/** The database of this process; duties and commands have connections of their own, with longer limits. */
export function database(work: Work = 'page'): ReturnType<typeof openDatabase> {
  open[work] ??= openDatabase(settings().databaseUrl, work)
  return open[work]
}

/** Does this client belong to the database of this process, outside a transaction? */
export function isOwnDatabase(db: Database): boolean {
  return Object.values(open).some((own) => own.db === db)
}

/** Ends the connections of this process; for commands and tests. */
export async function closeDatabase(): Promise<void> {
  const ended = Object.values(open)
  for (const work of Object.keys(open) as Work[]) delete open[work]
  for (const { db, pool } of ended) {
    await db.$disconnect()
    await pool.end()
  }
}
