import { readClosure } from './closure'
import { type PortalContext } from './context'
import { readMigrations } from './db/migrate'
import { isDatabaseGone } from './report-error'

export type Readiness = {
  ok: boolean
  /** After a restore, until the erasures have been replayed (DS-04): only policy and legal notice are shown. */
  code?: 'closed'
  database: 'ok' | 'unreachable'
  /** `behind`: a migration that this code needs is missing or failed. */
  migrations?: 'ok' | 'behind'
  /** `late`: a mail has been due for longer than LATE_MAIL seconds. */
  mail?: { state: 'ok' | 'late'; oldestDueSeconds: number }
}

const LATE_MAIL = 15 * 60

/** Is this server able to answer requests, and does mail leave? Two small statements; counts only (S-J5). */
export async function readiness(ctx: PortalContext): Promise<Readiness> {
  try {
    const [row] = await ctx.db.$queryRaw<{ applied: string[]; oldestDueSeconds: number }[]>`
      SELECT coalesce((SELECT array_agg(migration_name) FROM _prisma_migrations
                       WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL), '{}') AS applied,
             coalesce((SELECT greatest(0, extract(epoch FROM ${ctx.now()}::timestamptz - min(due_at)))::int
                       FROM outgoing_mail WHERE state = 'queued' AND
                         (CASE WHEN state = 'queued' THEN due_at WHEN state = 'sending' THEN lease_until END)
                           <= ${ctx.now()}::timestamptz), 0) AS "oldestDueSeconds"`
    const applied = new Set(row?.applied)
    const isBehind = readMigrations('prisma/migrations').some(({ name }) => !applied.has(name))
    const isClosed = !isBehind && (await readClosure(ctx)) !== undefined
    const oldestDueSeconds = row?.oldestDueSeconds ?? 0
    return {
      ok: !isBehind && !isClosed,
      ...(isClosed ? { code: 'closed' as const } : {}),
      database: 'ok',
      migrations: isBehind ? 'behind' : 'ok',
      mail: { state: oldestDueSeconds > LATE_MAIL ? 'late' : 'ok', oldestDueSeconds },
    }
  } catch (error) {
    if (!isDatabaseGone(error)) throw error
    return { ok: false, database: 'unreachable' }
  }
}
