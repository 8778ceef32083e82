import { z } from 'zod'
import { type PortalContext } from '../context'
import { rowOf } from '../db/rows'

/** Counts of one process, numbered: the database takes each number once. JSON-safe. */
export type Batch = {
  source: string
  number: number
  /** [start of the hour (ISO 8601, UTC), requests, of these without a line in a file] */
  hours: [string, number, number][]
  /** [day (UTC), status, pattern, requests] */
  errors: [string, number, string, number][]
}

const takenRow = z.strictObject({ taken: z.number() })

/**
 * Adds the counts of one process to the totals (DS-02), in one statement: all or nothing. `already-added`: this batch, or a later one of
 * the same process, has been taken before; a repetition after an uncertain end is safe.
 */
export async function addCounts(ctx: PortalContext, batch: Batch): Promise<{ outcome: 'added' | 'already-added' }> {
  const taken = await rowOf(ctx, takenRow)`
    WITH turn AS (
      INSERT INTO access_source (id, batch, taken_at) VALUES (${batch.source}::uuid, ${batch.number}, ${ctx.now()})
      ON CONFLICT (id) DO UPDATE SET batch = excluded.batch, taken_at = excluded.taken_at
        WHERE access_source.batch < excluded.batch
      RETURNING id
    ), hours AS (
      INSERT INTO access_total (hour, requests, unlogged)
      SELECT (h->>0)::timestamptz, (h->>1)::bigint, (h->>2)::bigint
      FROM turn, jsonb_array_elements(${JSON.stringify(batch.hours)}::jsonb) h ORDER BY 1
      ON CONFLICT (hour) DO UPDATE SET requests = access_total.requests + excluded.requests,
        unlogged = access_total.unlogged + excluded.unlogged
    ), errors AS (
      INSERT INTO access_error_total (day, status, pattern, requests)
      SELECT (e->>0)::date, (e->>1)::int, e->>2, (e->>3)::bigint
      FROM turn, jsonb_array_elements(${JSON.stringify(batch.errors)}::jsonb) e ORDER BY 1, 2, 3
      ON CONFLICT (day, status, pattern) DO UPDATE SET requests = access_error_total.requests + excluded.requests
    )
    SELECT count(*)::int AS taken FROM turn`
  return { outcome: taken?.taken === 1 ? 'added' : 'already-added' }
}
