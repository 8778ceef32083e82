import { type Brake } from '../codes'
import { type PortalContext } from '../context'
import { may } from '../may'
import { type BrakeReadings } from './brakes'

const columns = {
  id: true,
  trigger: true,
  startedBy: true,
  startedAt: true,
  finishedAt: true,
  notified: true,
  erased: true,
  failed: true,
  unconfirmed: true,
  brake: true,
  brakeDetails: true,
  confirmedAt: true,
  confirmationUsedBy: true,
  outOfTime: true,
  error: true,
} as const

/** The latest runs of the sweep, newest first: counts and brakes, no personal data (DS-05). */
export async function listRuns(ctx: PortalContext, { limit }: { limit: number }) {
  may.staffOrPortal(ctx, '/admin/inaktivitaet')
  return ctx.db.sweepRun.findMany({ select: columns, orderBy: [{ startedAt: 'desc' }, { id: 'desc' }], take: limit })
}

export type ListedRun = Awaited<ReturnType<typeof listRuns>>[number]

/** A run that a brake stopped, with what it saw. */
export type StoppedRun = ListedRun & { brake: Brake; brakeDetails: BrakeReadings }

/** Does the sweep stand still until somebody of staff looks at it? Only the latest run says so. */
export function needsConfirmation([latest]: readonly ListedRun[]): StoppedRun | undefined {
  return latest?.brake && !latest.confirmedAt ? (latest as StoppedRun) : undefined
}
