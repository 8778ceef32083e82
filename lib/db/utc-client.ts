import { Client, type PoolClient } from 'pg'

// Not in the types of pg; tests/db/pooler.test.ts fails if it goes.
const { getStartupConf } = Client.prototype as unknown as { getStartupConf(): Record<string, string> }

/**
 * A connection whose times are in UTC: Prisma's adapter sends and reads timestamps without a zone. The zone is a start-up parameter of its
 * own, as poolers know and keep it; they refuse `options=-c TimeZone=UTC`.
 */
export class UtcClient extends Client {
  getStartupConf(): Record<string, string> {
    return { ...getStartupConf.call(this), TimeZone: 'UTC' }
  }
}

/** Refuses a new connection of a pool where something on the way dropped the zone: wrong times would be worse than none. */
export function verifyUtc(client: PoolClient, done: (error?: Error) => void): void {
  client
    .query<{ is_utc: boolean }>(isUtc)
    .then(({ rows }) => done(rows[0]?.is_utc ? undefined : new Error(advice)), done)
}

const isUtc = `SELECT bool_and(extract(timezone FROM day::timestamptz) = 0) AS is_utc
  FROM unnest(ARRAY['2026-01-01', '2026-07-01']) day`
const advice =
  "The connection to the database is not in UTC. A pooler dropped the setting: give it to the role (ALTER ROLE … SET TimeZone = 'UTC')"
