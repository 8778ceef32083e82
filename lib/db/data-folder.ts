import { setTimeout as pause } from 'node:timers/promises'
import { Client } from 'pg'
import {
  type EmbeddedOptions,
  type EmbeddedPostgres,
  findEmbeddedPostgres,
  startEmbeddedPostgres,
} from './embedded-postgres'
import { longConnection } from './limits'

/**
 * Who may use the embedded database: one server holds it until it ends; commands borrow it, from the running server or
 * for the time of the command. Both are advisory locks inside the database, which a killed process loses by itself.
 */
const HOLDER_KEY = 7_811_001
const BORROWER_KEY = 7_811_002
const HOLD_TIMEOUT_MS = 20_000

/** Another live process serves from this data folder; the message is the one line the operator sees. */
export class DataFolderInUse extends Error {}

/** Brings the embedded database up for a server; refuses if another server holds it. Stopping it releases it. */
export async function holdEmbeddedPostgres(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const until = performance.now() + HOLD_TIMEOUT_MS
  for (;;) {
    const server = await startEmbeddedPostgres(options)
    const holder = await tryToHold(server.ownerUrl)
    if (holder === 'held') return server
    if (performance.now() > until || (holder !== undefined && isAlive(holder))) {
      throw new DataFolderInUse(
        `The data folder is in use by another portal process${holder ? ` (pid ${holder})` : ''}. Stop it first, or set DATA_DIR to another folder.`,
      )
    }
    await pause(100) // held by a process that has just died, or by a command that is stopping the database
  }
}

/** Runs `work` on the embedded database, which is brought up for that time if no server runs. */
export async function borrowEmbeddedPostgres<T>(
  options: EmbeddedOptions,
  work: (addresses: { url: string; ownerUrl: string }) => Promise<T>,
): Promise<T> {
  const { url, ownerUrl } = (await findEmbeddedPostgres(options)) ?? (await startEmbeddedPostgres(options))
  // The owner's: a database of an older portal has no other role yet.
  const client = await connect(ownerUrl, `portal command ${process.pid}`)
  await client.query('SELECT pg_advisory_lock_shared($1)', [BORROWER_KEY])
  try {
    return await work({ url, ownerUrl })
  } finally {
    await giveBack(client, options)
  }
}

/** The last borrower stops the database unless a server holds it. */
async function giveBack(client: Client, options: EmbeddedOptions): Promise<void> {
  await client.query('SELECT pg_advisory_unlock_shared($1)', [BORROWER_KEY])
  const { rows } = await client.query<{ is_last: boolean }>(
    'SELECT pg_try_advisory_lock($1) AND pg_try_advisory_lock($2) AS is_last',
    [BORROWER_KEY, HOLDER_KEY],
  )
  const server = rows[0]?.is_last ? await startEmbeddedPostgres(options) : undefined
  if (server) await server.stop()
  await client.end().catch(() => {})
}

async function tryToHold(url: string): Promise<'held' | number | undefined> {
  try {
    const client = await connect(url, `portal server ${process.pid}`)
    const { rows } = await client.query<{ is_held: boolean }>('SELECT pg_try_advisory_lock($1) AS is_held', [
      HOLDER_KEY,
    ])
    if (rows[0]?.is_held) return 'held' // the connection, and with it the lock, lives as long as the database
    const holders = await client.query<{ pid: string }>(
      `SELECT substring(application_name FROM '^portal server (\\d+)$') AS pid
       FROM pg_stat_activity JOIN pg_locks USING (pid) WHERE locktype = 'advisory' AND objid = $1 AND granted`,
      [HOLDER_KEY],
    )
    await client.end()
    return holders.rows[0]?.pid ? Number(holders.rows[0].pid) : undefined
  } catch {
    return undefined // the database is about to end
  }
}

async function connect(url: string, name: string): Promise<Client> {
  const client = new Client({ connectionString: url, application_name: name, ...longConnection })
  client.on('error', () => {})
  await client.connect()
  return client
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as { code?: string }).code === 'EPERM'
  }
}
