import { z } from 'zod'
import { recordEvent } from '../audit/record-event'
import { forLongWork, inTransaction, type PortalContext } from '../context'
import { berlinDay } from '../dates'
import { rowOf } from '../db/rows'
import { alertStaff } from '../mail/alert-staff'
import { may } from '../may'
import { reportError } from '../report-error'
import { formatNumber } from '../text'
import { type Look, type PromiseCheck } from './promise-check'
import { promises } from './promises'

/** A check that could not be run counts as broken. */
export const NOT_RUN = -1

export type CheckResult = { checkedAt: Date; found: number; heldAt: Date | null; brokenSince: Date | null }

/**
 * Runs every check over the whole database and keeps the results. When one breaks, administrators and the data protection
 * officer get a mail, once, with counts only; when it holds again, the record says so (GDPR Art. 5(2)). `isFull`: nothing is taken over from
 * an earlier run.
 */
export async function runChecks(
  asked: PortalContext,
  look: Look = { isFull: false },
): Promise<{ checks: number; broken: number }> {
  may.staffOrPortal(asked, 'checkPromises')
  // Also for a person who waits: the limits of a page would break off what looks at every account.
  const ctx = forLongWork(asked)
  let checks = 0
  let broken = 0
  for (const { checks: ofPromise } of promises) {
    for (const check of ofPromise) {
      const found = await find(ctx, check, look)
      await keep(ctx, check, found)
      checks += 1
      if (found !== 0) broken += 1
    }
  }
  return { checks, broken }
}

/** The last results by check; a check that never ran has none. */
export async function lastResults(ctx: PortalContext): Promise<Map<string, CheckResult>> {
  may.staffOrPortal(ctx, '/admin')
  const rows = await ctx.db.promiseCheck.findMany()
  return new Map(rows.map(({ id, ...result }) => [id, result]))
}

/** Keeps a result that was found elsewhere, by a command for example; it counts like one of a run. */
export async function keepResult(ctx: PortalContext, checkId: string, found: number): Promise<void> {
  const check = promises.flatMap(({ checks }) => checks).find(({ id }) => id === checkId)
  if (!check) throw new Error(`there is no check ${checkId}`)
  await keep(ctx, check, found)
}

async function find(ctx: PortalContext, check: PromiseCheck, look: Look): Promise<number> {
  try {
    return await check.find(ctx, look)
  } catch (error) {
    reportError(error, `check ${check.id}`)
    return NOT_RUN
  }
}

const brokenSinceRow = z.strictObject({ brokenSince: z.date().nullable() })

/** One row per check; whoever changes its state, and only that run, tells staff. */
async function keep(ctx: PortalContext, check: PromiseCheck, found: number): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const now = tx.now()
    await tx.db.$executeRaw`
      INSERT INTO promise_check (id, checked_at, found) VALUES (${check.id}, ${now}::timestamptz, 0) ON CONFLICT DO NOTHING`
    const before = await rowOf(tx, brokenSinceRow)`
      SELECT broken_since AS "brokenSince" FROM promise_check WHERE id = ${check.id} FOR UPDATE`
    const wasBroken = before?.brokenSince != null
    await tx.db.promiseCheck.update({
      where: { id: check.id },
      data: {
        checkedAt: now,
        found,
        ...(found === 0 ? { heldAt: now, brokenSince: null } : { brokenSince: before?.brokenSince ?? now }),
      },
      select: { id: true },
    })
    await tx.db.$executeRaw`
      INSERT INTO promise_check_day (check_id, day, runs, broken, most)
      VALUES (${check.id}, ${berlinDay(now)}::date, 1, ${found === 0 ? 0 : 1}, ${Math.max(found, 0)})
      ON CONFLICT (check_id, day) DO UPDATE SET runs = promise_check_day.runs + 1,
        broken = promise_check_day.broken + excluded.broken, most = greatest(promise_check_day.most, excluded.most)`
    if (found !== 0 && !wasBroken) await tellStaff(tx, check, found)
    if (found === 0 && wasBroken) await recordEvent(tx, 'promise.kept-again', { details: { check: check.id } })
  })
}

async function tellStaff(tx: PortalContext, check: PromiseCheck, found: number): Promise<void> {
  await recordEvent(tx, 'promise.broken', { details: { check: check.id, found } })
  const result =
    found === NOT_RUN ? 'Die Prüfung konnte nicht ausgeführt werden.' : `${check.counts}: ${formatNumber(found)}`
  await alertStaff(tx, {
    headline: 'Eine Zusage der Datenschutzerklärung ist nicht eingehalten',
    lines: [result, check.remedy],
    path: '/admin/nachweis',
  })
}
