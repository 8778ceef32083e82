import { z } from 'zod'
import { codesOf, type DutyName, dutyLabels } from './codes'
import { type PortalContext } from './context'
import { rowOf } from './db/rows'

/** A duty, or a check, that has not ended well for this long is late: daily ones have two hours to run. Hours. */
export const LATE_AFTER = 26

export type DutyState = {
  duty: DutyName
  /** When every step of it last ended well; null = never. */
  endedWellAt: Date | null
  isLate: boolean
  failing: { step: string; since: Date; succeededAt: Date | null }[]
}

/** Is this so long ago that it proves nothing any more? A time that is still to come proves nothing either. */
export function isLate(at: Date, now: Date): boolean {
  const hours = (now.getTime() - at.getTime()) / 3_600_000
  return hours > LATE_AFTER || hours < -1
}

const isLateRow = z.strictObject({ isLate: z.boolean().nullable() })

/** Is what never ran late? It counts from the last migration: a new portal, or one that has just learnt a duty, is not late. */
export async function isNeverLate(ctx: PortalContext): Promise<boolean> {
  const row = await rowOf(ctx, isLateRow)`
    SELECT max(finished_at) < ${ctx.now()}::timestamptz - make_interval(hours => ${LATE_AFTER}) AS "isLate"
    FROM _prisma_migrations`
  return row?.isLate ?? false
}

/** Every scheduled duty and the steps of it that fail (dead-man's switch). */
export async function dutyStates(ctx: PortalContext): Promise<DutyState[]> {
  const [leases, failing, neverIsLate] = await Promise.all([
    ctx.db.dutyLease.findMany({ where: { duty: { startsWith: 'duty/' } }, select: { duty: true, lastRunAt: true } }),
    ctx.db.dutyStep.findMany({ where: { failingSince: { not: null } }, orderBy: [{ duty: 'asc' }, { step: 'asc' }] }),
    isNeverLate(ctx),
  ])
  const now = ctx.now()
  return codesOf(dutyLabels).map((duty) => {
    const endedWellAt = leases.find((lease) => lease.duty === `duty/${duty}`)?.lastRunAt ?? null
    return {
      duty,
      endedWellAt,
      isLate: endedWellAt ? isLate(endedWellAt, now) : neverIsLate,
      failing: failing
        .filter((row) => row.duty === duty)
        .map(({ step, failingSince, succeededAt }) => ({ step, since: failingSince ?? now, succeededAt })),
    }
  })
}
