import { z } from 'zod'
import { readClosure } from './closure'
import { type PortalContext } from './context'
import { rowOf } from './db/rows'
import { schemaState } from './db/schema-state'
import { isDatabaseGone, recentShortage, type Shortage } from './report-error'

export type Readiness = {
  ok: boolean
  /** `closed`: after a restore, until the erasures have been replayed (DS-04): only policy and legal notice are shown. */
  code?: 'closed' | 'database-behind' | 'database-newer'
  /** `full`, `read-only`: it answers, but what this server wrote in the last minute was not taken. */
  database: 'ok' | 'unreachable' | Shortage
  /** `behind`: a migration that this code needs is missing or failed. `newer`: this server is older than the database. */
  migrations?: 'ok' | 'behind' | 'newer'
  /** `late`: a mail has been due for longer than LATE_MAIL seconds. */
  mail?: { state: 'ok' | 'late'; oldestDueSeconds: number }
  /** `late`: a mailbox has not been read to its end for longer than LATE_READING seconds: erasures wait (DS-05). Absent without one. */
  inbound?: { state: 'ok' | 'late'; unreadSeconds: number }
}

const LATE_MAIL = 15 * 60
const LATE_READING = 6 * 3_600

const readinessRow = z.strictObject({
  oldestDueSeconds: z.number(),
  unreadSeconds: z.number().nullable(),
  isReadOnly: z.boolean(),
})

/** Is this server able to answer requests, and does mail leave? A few small statements; counts only (S-J5). */
export async function readiness(ctx: PortalContext): Promise<Readiness> {
  try {
    const { state } = await schemaState(ctx.db)
    if (state !== 'current') return { ok: false, code: `database-${state}`, database: 'ok', migrations: state }
    const isClosed = (await readClosure(ctx)) !== undefined
    const row = await rowOf(ctx, readinessRow)`
      SELECT current_setting('transaction_read_only')::boolean AS "isReadOnly",
             coalesce((SELECT greatest(0, extract(epoch FROM ${ctx.now()}::timestamptz - min(due_at)))::int
                       FROM outgoing_mail WHERE state = 'queued' AND
                         (CASE WHEN state = 'queued' THEN due_at WHEN state = 'sending' THEN lease_until END)
                           <= ${ctx.now()}::timestamptz), 0) AS "oldestDueSeconds",
             (SELECT extract(epoch FROM ${ctx.now()}::timestamptz - min(coalesce(drained_at, configured_at)))::int
              FROM inbound_way WHERE is_configured) AS "unreadSeconds"`
    const oldestDueSeconds = row?.oldestDueSeconds ?? 0
    const unreadSeconds = row?.unreadSeconds ?? null
    const shortage = row?.isReadOnly ? 'read-only' : recentShortage()
    return {
      ok: !isClosed && !shortage,
      ...(isClosed ? { code: 'closed' as const } : {}),
      database: shortage ?? 'ok',
      migrations: 'ok',
      mail: { state: oldestDueSeconds > LATE_MAIL ? 'late' : 'ok', oldestDueSeconds },
      ...(unreadSeconds !== null && {
        inbound: { state: unreadSeconds > LATE_READING ? 'late' : 'ok', unreadSeconds },
      }),
    }
  } catch (error) {
    if (!isDatabaseGone(error)) throw error
    return { ok: false, database: 'unreachable' }
  }
}
