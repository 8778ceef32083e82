import { z } from 'zod'
import { recordEvent } from '../audit/record-event'
import { staffActs } from '../auth/permissions'
import { brakeLabels, codesOf } from '../codes'
import { inTransaction, type PortalContext } from '../context'
import { Prisma } from '../db/generated/client'
import { anyRow, rowOf } from '../db/rows'
import { secondPerson, type Unfit } from '../four-eyes/second-person'
import { may } from '../may'
import { brakeReadings, numberBehind } from './brakes'

/** A confirmation that no run used within this many days has no effect any more. */
const CONFIRMATION_DAYS = 7

type Stopped = z.output<typeof stoppedRow>
const stoppedRow = z.strictObject({
  trigger: z.string(),
  startedBy: z.string().nullable(),
  brake: z.enum(codesOf(brakeLabels)).nullable(),
  readings: brakeReadings.nullable(),
  confirmedAt: z.date().nullable(),
})

/**
 * Staff looked at a run that a brake stopped and let the next one go on, once and only for what this run saw (DS-05). Another person
 * than the one who started it; a run of a schedule anybody with the right, also the operator. `number` is what they saw (numberBehind).
 * `other-number`: they saw something else. `not-stopped`: no such run, or it was not stopped.
 */
export function confirmStoppedRun(
  ctx: PortalContext,
  { runId, number }: { runId: string; number: number },
): Promise<{ outcome: 'confirmed' | 'already-confirmed' | 'other-number' | 'not-stopped' | Unfit }> {
  return inTransaction(ctx, async (tx) => {
    await requireConfirmer(tx)
    const run = await rowOf(tx, stoppedRow)`
      SELECT trigger, started_by AS "startedBy", brake, brake_details AS readings, confirmed_at AS "confirmedAt"
      FROM sweep_run WHERE id = ${runId}::uuid FOR UPDATE`
    if (!run?.brake || !run.readings) return { outcome: 'not-stopped' }
    if (run.confirmedAt) return { outcome: 'already-confirmed' }
    const second = await another(tx, run)
    if (second.outcome !== 'fit') return second
    if (number !== numberBehind(run.brake, run.readings)) return { outcome: 'other-number' }
    await tx.db.sweepRun.update({
      where: { id: runId },
      data: { confirmedAt: tx.now(), confirmedBy: second.staffId },
      select: { id: true },
    })
    await recordEvent(tx, 'lifecycle.sweep-confirmed', { subjectId: runId, details: { brake: run.brake, number } })
    return { outcome: 'confirmed' }
  })
}

/** Takes a confirmation back that no run has used up; one person is enough. `not-open`: none, used, or out of date. */
export function withdrawConfirmation(
  ctx: PortalContext,
  { runId }: { runId: string },
): Promise<{ outcome: 'withdrawn' | 'not-open' }> {
  return inTransaction(ctx, async (tx) => {
    await requireConfirmer(tx)
    await tx.db.$queryRaw`SELECT 1 FROM sweep_run WHERE id = ${runId}::uuid FOR UPDATE`
    const isOpen = await anyRow(tx)`SELECT 1 ${openSql(tx)} AND stopped.id = ${runId}::uuid`
    if (!isOpen) return { outcome: 'not-open' }
    await tx.db.sweepRun.update({
      where: { id: runId },
      data: { confirmedAt: null, confirmedBy: null, confirmationUsedBy: null },
      select: { id: true },
    })
    await recordEvent(tx, 'lifecycle.sweep-confirmation-withdrawn', { subjectId: runId })
    return { outcome: 'withdrawn' }
  })
}

export type OpenConfirmation = z.output<typeof openConfirmationRow>
const openConfirmationRow = z.strictObject({
  runId: z.string(),
  brake: z.enum(codesOf(brakeLabels)),
  readings: brakeReadings,
  confirmedAt: z.date(),
  /** Member of staff, as colleagues know them; null: the operator, or somebody who is gone. */
  confirmedBy: z.string().nullable(),
})

/** The newest confirmation that a run may still use: unused, or used by a run that could not finish its work. */
export async function openConfirmation(ctx: PortalContext): Promise<OpenConfirmation | undefined> {
  may.staffOrPortal(ctx, '/admin/inaktivitaet')
  const row = await rowOf(ctx, openConfirmationRow)`
    SELECT stopped.id AS "runId", stopped.brake, stopped.brake_details AS readings, stopped.confirmed_at AS "confirmedAt",
      (SELECT s.given_name || ' ' || s.surname FROM account s WHERE s.id = stopped.confirmed_by) AS "confirmedBy"
    ${openSql(ctx)} ORDER BY stopped.confirmed_at DESC LIMIT 1`
  return row
}

/** The run goes on with it; false if somebody has taken it back meanwhile. */
export async function spendConfirmation(
  ctx: PortalContext,
  { confirmation, runId }: { confirmation: OpenConfirmation; runId: string },
): Promise<boolean> {
  const { count } = await ctx.db.sweepRun.updateMany({
    where: { id: confirmation.runId, confirmedAt: confirmation.confirmedAt },
    data: { confirmationUsedBy: runId },
  })
  return count === 1
}

function openSql(ctx: PortalContext): Prisma.Sql {
  const since = new Date(ctx.now().getTime() - CONFIRMATION_DAYS * 24 * 60 * 60 * 1000)
  return Prisma.sql`
    FROM sweep_run stopped LEFT JOIN sweep_run used ON used.id = stopped.confirmation_used_by
    WHERE stopped.confirmed_at > ${since}::timestamptz
      AND (stopped.confirmation_used_by IS NULL OR used.finished_at IS NULL OR used.out_of_time OR used.error IS NOT NULL)`
}

/** Somebody else than who started the run: a person for what a person began, anybody for a schedule. The operator has no account. */
async function another(
  tx: PortalContext,
  { trigger, startedBy }: Stopped,
): Promise<{ outcome: 'fit'; staffId: string | null } | { outcome: Unfit }> {
  if (tx.actor.kind === 'operator')
    return trigger === 'operator' ? { outcome: 'same-person' } : { outcome: 'fit', staffId: null }
  return secondPerson(tx, { roles: staffActs.confirmRun.roles, first: startedBy ? [startedBy] : [], concerned: [] })
}

async function requireConfirmer(tx: PortalContext): Promise<void> {
  if (tx.actor.kind !== 'operator') await may.staffNow(tx, 'confirmRun')
}
