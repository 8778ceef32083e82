import { z } from 'zod'
import { recordEvent } from '../audit/record-event'
import { endSessionsOf } from '../auth/sessions'
import { type BulkKind, bulkKindLabels, codesOf } from '../codes'
import { inTransaction, type PortalContext } from '../context'
import { Prisma } from '../db/generated/client'
import { idRow, rowOf, rowsOf } from '../db/rows'
import { eraseLocked } from '../erasure/erase-accounts'
import { appendErasures, canLogErasures } from '../erasure/erasure-log'
import { may } from '../may'
import { suspendLockedWithReasons } from '../moderation/suspend-with-reasons'
import { reportError } from '../report-error'
import { expireBulkActs } from './decide-bulk-act'
import { stillSql } from './targets'

/** Members in one transaction: a sign-in waits for at most one batch. */
const BATCH = 200

type Act = z.output<typeof actRow>
const actRow = z.strictObject({
  id: z.string(),
  kind: z.enum(codesOf(bulkKindLabels)),
  reason: z.string(),
  preparedBy: z.string(),
  decidedBy: z.string(),
})
type Reached = { done: number; changed: number }
type Target = z.output<typeof targetRow>
const targetRow = z.strictObject({ id: z.string(), accountId: z.string() })

/**
 * Carries out the acts on many members that two people have released (DS-06), in batches until the time is up; the next call goes
 * on where this one ended, also after a crash. **All conditions are repeated after the lock**: whoever has changed since the preview,
 * got a role, or (erasure) was in the portal again or has a clock that stands still by now is left alone. If a batch fails, its members are tried one by one.
 */
export async function carryOutBulkActs(
  ctx: PortalContext,
  { budgetMs = 240_000 }: { budgetMs?: number } = {},
): Promise<{ bulkActsExpired: number; membersReached: number }> {
  may.staffOrPortal(ctx, 'releaseBulk')
  const bulkActsExpired = await expireBulkActs(ctx)
  const end = performance.now() + budgetMs
  let membersReached = 0
  const running = await ctx.db.bulkAct.findMany({
    where: { decision: 'released', finishedAt: null },
    orderBy: { decidedAt: 'asc' },
    select: { id: true, kind: true },
  })
  for (const { id, kind } of running) {
    // It waits while the file outside the database cannot take its erasures down (DS-04).
    if (kind === 'erase' && !(await canLogErasures(ctx))) continue
    while (performance.now() < end) {
      const reached = await nextBatch(ctx, id)
      if (reached === undefined) break
      membersReached += reached
    }
  }
  if (membersReached > 0) await appendErasures(ctx)
  return { bulkActsExpired, membersReached }
}

/** How many members were dealt with; undefined: nothing left to do. */
async function nextBatch(ctx: PortalContext, actId: string): Promise<number | undefined> {
  try {
    return await oneBatch(ctx, actId, BATCH)
  } catch (error) {
    reportError(error, `bulk act ${actId}: batch`)
    return oneByOne(ctx, actId)
  }
}

async function oneByOne(ctx: PortalContext, actId: string): Promise<number | undefined> {
  const targets = await ctx.db.bulkActTarget.findMany({ where: { actId }, orderBy: { accountId: 'asc' }, take: BATCH })
  for (const { id } of targets) {
    try {
      await oneBatch(ctx, actId, 1, id)
    } catch (error) {
      reportError(error, `bulk act ${actId}: one member`)
      await inTransaction(ctx, async (tx) => {
        const { count } = await tx.db.bulkActTarget.deleteMany({ where: { id } })
        await tx.db.$executeRaw`UPDATE bulk_act SET failed = failed + ${count} WHERE id = ${actId}::uuid`
      })
    }
  }
  return targets.length > 0 ? targets.length : undefined
}

function oneBatch(ctx: PortalContext, actId: string, limit: number, only?: string): Promise<number | undefined> {
  return inTransaction(
    ctx,
    async (tx) => {
      // Of several servers one works on an act; who comes second waits and sees what is left, or that it was stopped.
      const act = await rowOf(tx, actRow)`
        SELECT id, kind, reason, prepared_by AS "preparedBy", decided_by AS "decidedBy" FROM bulk_act
        WHERE id = ${actId}::uuid AND decision = 'released' AND finished_at IS NULL FOR UPDATE`
      if (!act) return undefined
      const batch = await rowsOf(tx, targetRow)`
        SELECT t.id, t.account_id AS "accountId" FROM bulk_act_target t JOIN account a ON a.id = t.account_id
        WHERE t.act_id = ${actId}::uuid ${only ? Prisma.sql`AND t.id = ${only}::uuid` : Prisma.empty}
        ORDER BY t.account_id LIMIT ${limit} FOR UPDATE OF a`
      const reached = batch.length > 0 ? await reach(tx, act, batch) : { done: 0, changed: 0 }
      await tx.db.$executeRaw`
        UPDATE bulk_act SET done = done + ${reached.done}, changed = changed + ${reached.changed} WHERE id = ${actId}::uuid`
      if (batch.length < limit && !only) await finish(tx, actId)
      return batch.length
    },
    { timeoutMs: 60_000 },
  )
}

async function reach(tx: PortalContext, act: Act, batch: Target[]): Promise<Reached> {
  const ids = batch.map(({ id }) => id)
  // The rows are locked: what this statement sees can no longer change.
  const rows = await rowsOf(tx, idRow)`
    SELECT a.id FROM bulk_act_target t JOIN account a ON a.id = t.account_id
    WHERE t.id = ANY(${ids}::uuid[]) AND ${stillSql(tx, act.kind)}`
  await tx.db.bulkActTarget.deleteMany({ where: { id: { in: ids } } })
  const accountIds = rows.map(({ id }) => id)
  if (accountIds.length > 0) await acts[act.kind](tx, accountIds, act)
  return { done: accountIds.length, changed: batch.length - accountIds.length }
}

const acts: Record<BulkKind, (tx: PortalContext, accountIds: string[], act: Act) => Promise<void>> = {
  suspend: async (tx, accountIds, { id, reason, preparedBy, decidedBy }) => {
    const details = { bulkAct: id }
    await suspendLockedWithReasons(tx, { accountIds, reason, startedBy: decidedBy, preparedBy, details })
  },
  'end-sessions': async (tx, accountIds, { id }) => {
    await endSessionsOf(tx, { accountIds, details: { bulkAct: id } })
  },
  erase: async (tx, accountIds) => {
    const { erased } = await eraseLocked(tx, { accountIds, reason: 'staff' })
    if (erased.length !== accountIds.length) throw new Error('a locked account that was due is due no more')
  },
}

async function finish(tx: PortalContext, actId: string): Promise<void> {
  const { done, changed, failed } = await tx.db.bulkAct.update({
    where: { id: actId },
    data: { finishedAt: tx.now() },
    select: { done: true, changed: true, failed: true },
  })
  await recordEvent(tx, 'bulk.finished', { subjectId: actId, details: { done, changed, failed } })
}
