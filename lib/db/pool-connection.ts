import { type PoolClient, type QueryConfig, type QueryResult } from 'pg'
import { statementNames } from './statement-names'
import { UtcClient } from './utc-client'

const nameOf = statementNames()
/** PostgreSQL: the kept plan of a statement no longer fits the table, which a migration has changed meanwhile. */
const PLAN_OUTDATED = '0A000'

/**
 * A connection of the pool. Reads outside a transaction that pages send often go by name, so that PostgreSQL keeps their plan. Batches and
 * other work in transactions are planned for their own values each time, and behind a pooler nothing has a name: another session
 * would not know it.
 */
export class PoolConnection extends UtcClient {
  /** Nothing but network lies between this process and its PostgreSQL session. */
  isDirect = false

  query(...args: unknown[]): never {
    const [statement] = args
    const name = this.isDirect && isRead(statement) && this.isIdle() ? nameOf(statement.text) : undefined
    if (!name) return super.query(...(args as [string])) as never
    const answer = this.queryByName(statement as Read, name)
    // The pool asks with a callback; who holds the connection waits for a promise.
    const done = args.at(-1)
    if (typeof done !== 'function') return answer as never
    return void answer.then(
      (result) => done(undefined, result),
      (error) => done(error),
    ) as never
  }

  private async queryByName(statement: Read, name: string): Promise<QueryResult> {
    try {
      return await super.query({ ...statement, name })
    } catch (error) {
      if ((error as { code?: string }).code !== PLAN_OUTDATED) throw error
      // From here on this connection sends texts.
      this.isDirect = false
      return super.query(statement)
    }
  }

  private isIdle(): boolean {
    return this.getTransactionStatus() === 'I'
  }
}

type Read = QueryConfig & { text: string }

/** What Prisma's adapter sends to get rows. */
function isRead(statement: unknown): statement is Read {
  return typeof statement === 'object' && statement !== null && /^\s*(?:SELECT|WITH)\b/.test((statement as Read).text)
}

/**
 * Looks at a new connection of the pool. Refuses it where something on the way dropped the zone: wrong times would be worse than none.
 * A pooler hands out process numbers of its own, so the session tells whether one stands between.
 */
export function verifyConnection(client: PoolClient, done: (error?: Error) => void): void {
  client.query<{ isUtc: boolean; pid: number }>(connectionFacts).then(({ rows: [facts] }) => {
    // Not in the types of pg; tests/db/pooler.test.ts fails if it goes.
    const { processID } = client as unknown as { processID: number | null }
    if (client instanceof PoolConnection) client.isDirect = facts?.pid === processID
    done(facts?.isUtc ? undefined : new Error(advice))
  }, done)
}

const connectionFacts = `SELECT bool_and(extract(timezone FROM day::timestamptz) = 0) AS "isUtc", pg_backend_pid() AS pid
  FROM unnest(ARRAY['2026-01-01', '2026-07-01']) day`
const advice =
  "The connection to the database is not in UTC. A pooler dropped the setting: give it to the role (ALTER ROLE … SET TimeZone = 'UTC')"
