import { type PoolClient } from 'pg'

/**
 * How long this process waits for the database (milliseconds). Nobody sits before a duty or a command, and their statements may touch every
 * account; a page that has waited this long answers 503. The connection that reached its limit is dropped, not used again.
 */
export type Work = 'page' | 'duty'
type Limits = { connections: number; statementMs: number; idleInTransactionMs: number }

export const limits: Record<Work, Limits> = {
  page: { connections: 10, statementMs: 8_000, idleInTransactionMs: 20_000 },
  duty: { connections: 5, statementMs: 600_000, idleInTransactionMs: 120_000 },
}

/** A free connection of the pool, or a new one, is there after this time. Milliseconds. */
export const CONNECT_MS = 5_000
/** PostgreSQL ends a statement itself before this process gives up its connection; so much later. Milliseconds. */
export const GRACE_MS = 1_000

/**
 * For a connection of its own, whose statements may rightly take hours (a migration, a backup): it is there in time, and a host that
 * vanishes without a word is noticed by the probes of TCP.
 */
export const longConnection = {
  connectionTimeoutMillis: CONNECT_MS,
  keepAlive: true,
  keepAliveInitialDelayMillis: 10_000,
}
/** The same for short statements. */
export const shortConnection = { ...longConnection, query_timeout: 60_000 }

/**
 * Looks at a new connection. Refuses it where something on the way dropped the zone: wrong times would be worse than none. Tells PostgreSQL
 * the limits, so that it ends what nobody waits for; not behind a pooler, whose sessions others use (it has process numbers of its own).
 */
export function preparedFor(work: Work): (client: PoolClient, done: (error?: Error) => void) => void {
  const { statementMs, idleInTransactionMs } = limits[work]
  return (client, done) => {
    // Not in the types of pg; tests/db/pooler.test.ts fails if it goes.
    const { processID } = client as unknown as { processID: number | null }
    client
      .query<{ isUtc: boolean }>(prepare, [processID, `${statementMs}`, `${idleInTransactionMs}`])
      .then(({ rows: [found] }) => done(found?.isUtc ? undefined : new Error(advice)), done)
  }
}

const prepare = `SELECT bool_and(extract(timezone FROM day::timestamptz) = 0) AS "isUtc",
    CASE WHEN pg_backend_pid() = $1 THEN set_config('statement_timeout', $2, false)
      || set_config('idle_in_transaction_session_timeout', $3, false) END AS set
  FROM unnest(ARRAY['2026-01-01', '2026-07-01']) day`
const advice =
  "The connection to the database is not in UTC. A pooler dropped the setting: give it to the role (ALTER ROLE … SET TimeZone = 'UTC')"
