import { z } from 'zod'
import { inTransaction, type PortalContext } from '../context'
import { berlinDay, dayOfSqlDate } from '../dates'
import { Prisma } from '../db/generated/client'
import { anyRow, idRow, rowsOf } from '../db/rows'
import { eraseLocked } from '../erasure/erase-accounts'
import { appendErasures, canLogErasures } from '../erasure/erasure-log'
import { reportError } from '../report-error'
import { dueForErasure, dueUnconfirmed } from './eligibility'
import { type TimeBudget } from './time-budget'

/** Accounts in one transaction: a sign-in waits for at most one batch. */
const BATCH = 1_000

type Run = { runId: string; startedAt: Date; budget: TimeBudget }
type Result = { erased: number; failed: number }

/**
 * Erases the accounts whose members did not answer their notice in time (DS-05). In batches: rows that somebody else holds
 * are skipped, and **all conditions are repeated after the lock**, so whoever signs in a moment earlier stays. If a batch
 * fails, its members are tried one by one; the failing one is reported and counted, the rest goes on.
 */
export function eraseUnresponsive(ctx: PortalContext, { runId, startedAt, budget }: Run): Promise<Result> {
  const due = dueForErasure({ today: berlinDay(ctx.now()), acceptedBefore: startedAt })
  return eraseDue(
    ctx,
    { runId, budget },
    {
      reason: 'inactivity',
      column: Prisma.sql`erased`,
      due,
      nextBatch: (after) => Prisma.sql`
      SELECT a.id, n.respond_by AS key
      ${due} ${after ? Prisma.sql`AND ((CASE WHEN n.closed_at IS NULL THEN n.respond_by END), n.account_id) > (${dayOfSqlDate(after.key)}::date, ${after.id}::uuid)` : Prisma.empty}
      ORDER BY (CASE WHEN n.closed_at IS NULL THEN n.respond_by END), n.account_id LIMIT ${BATCH}
      FOR UPDATE OF a SKIP LOCKED`,
    },
  )
}

/** Erases registrations that nobody confirmed within seven days (DS-03); no mail goes to an address that nobody confirmed. */
export function eraseUnconfirmed(ctx: PortalContext, { runId, budget }: Run): Promise<Result> {
  const due = dueUnconfirmed(ctx)
  const key = Prisma.sql`coalesce(a.email_confirmed_at, a.registered_at)`
  return eraseDue(
    ctx,
    { runId, budget },
    {
      reason: 'unconfirmed',
      column: Prisma.sql`unconfirmed`,
      due,
      nextBatch: (after) => Prisma.sql`
      SELECT a.id, a.registered_at AS key
      ${due} ${after ? Prisma.sql`AND (${key}, a.id) > (${after.key}::timestamptz, ${after.id}::uuid)` : Prisma.empty}
      ORDER BY ${key}, a.id LIMIT ${BATCH}
      FOR UPDATE OF a SKIP LOCKED`,
    },
  )
}

type Candidate = z.output<typeof candidateRow>
const candidateRow = z.strictObject({ id: z.string(), key: z.date() })
type Kind = {
  reason: 'inactivity' | 'unconfirmed'
  /** Counter of the run */
  column: Prisma.Sql
  /** FROM and WHERE, see eligibility.ts */
  due: Prisma.Sql
  /** Locks the next candidates behind `after` */
  nextBatch(after: Candidate | undefined): Prisma.Sql
}

async function eraseDue(ctx: PortalContext, { runId, budget }: Omit<Run, 'startedAt'>, kind: Kind): Promise<Result> {
  const result: Result = { erased: 0, failed: 0 }
  let after: Candidate | undefined
  // Of nobody who waits for it, and not while the file outside the database cannot take it down (DS-04).
  while (!budget.isSpent() && (await canLogErasures(ctx))) {
    // Kept outside the transaction: if the batch fails, these are tried one by one.
    let batch: Candidate[] = []
    try {
      result.erased += await inTransaction(
        ctx,
        async (tx) => {
          batch = await rowsOf(tx, candidateRow)(kind.nextBatch(after))
          return eraseStillDue(tx, runId, kind, batch)
        },
        { timeoutMs: 60_000 },
      )
    } catch (error) {
      if (batch.length === 0) throw error
      reportError(error, `sweep: batch of ${batch.length} (${kind.reason})`)
      const single = await eraseOneByOne(ctx, runId, kind, batch)
      result.erased += single.erased
      result.failed += single.failed
    }
    after = batch.at(-1)
    if (!after) break
  }
  if (result.erased > 0) await appendErasures(ctx)
  return result
}

async function eraseOneByOne(ctx: PortalContext, runId: string, kind: Kind, batch: Candidate[]): Promise<Result> {
  const result: Result = { erased: 0, failed: 0 }
  for (const candidate of batch) {
    try {
      result.erased += await inTransaction(ctx, async (tx) => {
        const isLocked = await anyRow(tx)`
          SELECT 1 FROM account WHERE id = ${candidate.id}::uuid FOR UPDATE SKIP LOCKED`
        return !isLocked ? 0 : eraseStillDue(tx, runId, kind, [candidate])
      })
    } catch (error) {
      reportError(error, `sweep: account ${candidate.id} (${kind.reason})`)
      await ctx.db.$executeRaw`UPDATE sweep_run SET failed = failed + 1 WHERE id = ${runId}::uuid`
      result.failed += 1
    }
  }
  return result
}

/** The rows are locked: what this statement sees can no longer change. Whoever is no longer due is left alone. */
async function eraseStillDue(tx: PortalContext, runId: string, kind: Kind, batch: Candidate[]): Promise<number> {
  if (batch.length === 0) return 0
  const ids = batch.map(({ id }) => id)
  const stillDue = await rowsOf(tx, idRow)(Prisma.sql`SELECT a.id ${kind.due} AND a.id = ANY(${ids}::uuid[])`)
  if (stillDue.length === 0) return 0
  const { erased } = await eraseLocked(tx, { accountIds: stillDue.map(({ id }) => id), reason: kind.reason })
  await tx.db.$executeRaw(
    Prisma.sql`UPDATE sweep_run SET ${kind.column} = ${kind.column} + ${erased.length} WHERE id = ${runId}::uuid`,
  )
  return erased.length
}
