import { z } from 'zod'
import { recordEventsSql } from '../audit/record-event'
import { inTransaction, type PortalContext } from '../context'
import { Prisma } from '../db/generated/client'
import { rowsOf } from '../db/rows'
import { queueMailsSql } from '../mail/queue-mail'
import { type Cutoff, dueForNotice, inactiveSinceSql } from './eligibility'
import { type TimeBudget } from './time-budget'

/** Accounts in one statement, which is one transaction: small enough to be short, large enough to be fast. */
const BATCH = 5_000

/**
 * Asks every inactive member to sign in (DS-05): notice, queued mail, audit row and the count of the run in one statement
 * for each batch, so that a kill at any point loses nothing and repeats nothing. Several sweeps at once share the work:
 * rows that another one holds are skipped, and an account never gets two notices for one episode.
 * The clock of the notice does not start here but when the mail provider accepts the mail (mail-hooks.ts).
 */
export async function notifyInactive(
  ctx: PortalContext,
  { runId, cutoffs, budget }: { runId: string; cutoffs: Cutoff[]; budget: TimeBudget },
): Promise<{ notified: number }> {
  let notified = 0
  let after: Position | undefined
  while (!budget.isSpent()) {
    const [batch] = await inTransaction(ctx, (tx) => rowsOf(tx, batchRow)(notifyBatch(tx, runId, cutoffs, after)), {
      timeoutMs: 60_000,
    })
    if (!batch?.lastId || !batch.lastSince) break
    notified += batch.notified
    after = { since: batch.lastSince, id: batch.lastId }
  }
  return { notified }
}

type Position = { since: Date; id: string }
const batchRow = z.strictObject({ notified: z.number(), lastSince: z.date().nullable(), lastId: z.string().nullable() })

function notifyBatch(ctx: PortalContext, runId: string, cutoffs: Cutoff[], after: Position | undefined): Prisma.Sql {
  const now = Prisma.sql`${ctx.now()}::timestamptz`
  const keyset = after
    ? Prisma.sql`AND (${inactiveSinceSql}, a.id) > (${after.since}::timestamptz, ${after.id}::uuid)`
    : Prisma.empty
  const mails = queueMailsSql(
    ctx,
    'inactivity-notice',
    Prisma.sql`
      SELECT id AS account_id, NULL::text AS recipient, jsonb_build_object(
        'inactiveSince', to_char(since, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
        'inactivityPeriod', inactivity_period, 'responsePeriod', response_period) AS props
      FROM due`,
  )
  const events = recordEventsSql(ctx, 'lifecycle.notified', { from: Prisma.sql`notice`, details: { run: runId } })
  return Prisma.sql`
    WITH due AS MATERIALIZED (
      SELECT a.id, ${inactiveSinceSql} AS since, cutoff.version, cutoff.inactivity_period, cutoff.response_period
      ${dueForNotice(ctx, cutoffs)} ${keyset}
      ORDER BY ${inactiveSinceSql}, a.id
      LIMIT ${BATCH}
      FOR NO KEY UPDATE OF a SKIP LOCKED
    ), mail AS (${mails}
    ), notice AS (
      INSERT INTO inactivity_notice (account_id, inactive_since, policy_version, mail_id, created_at)
      SELECT due.id, due.since, due.version, mail.id, ${now} FROM due JOIN mail ON mail.account_id = due.id
      ON CONFLICT DO NOTHING
      RETURNING account_id
    ), marked AS (
      UPDATE account SET notified_for = due.since FROM due WHERE account.id = due.id
    ), audit AS (
      ${events}
    ), counted AS (
      UPDATE sweep_run SET notified = notified + (SELECT count(*) FROM notice) WHERE id = ${runId}::uuid
    )
    SELECT (SELECT count(*)::int FROM notice) AS notified, last.since AS "lastSince", last.id AS "lastId"
    FROM (SELECT since, id FROM due ORDER BY since DESC, id DESC LIMIT 1) AS last`
}
