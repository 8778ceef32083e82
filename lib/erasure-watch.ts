import { setTimeout as pause } from 'node:timers/promises'
import { compareOnOtherServer, noticeOtherServer, readClosure } from './closure'
import { forLongWork, type PortalContext, portalContext } from './context'
import { schemaState } from './db/schema-state'
import { failedSteps, runSteps } from './duty-steps'
import { settings } from './env'
import { appendMissing, ForeignErasureLog, reconcileErasureLog } from './erasure/erasure-log'
import { isDatabaseGone, reportError } from './report-error'

/** How often it is asked which database server answers, and how often what the file lacks is written. Milliseconds. */
const LOOK_EVERY = 2_000
const WRITE_EVERY = 60_000

// Once per process, also across the separate bundles that Next.js builds.
const shared = globalThis as unknown as { portalErasures?: true }

/**
 * Every server process keeps its file of erasures complete, and looks into it when another database server answers: a standby that took over
 * may lack the last commits, and then erased people would be members again (DS-04). Without a file there is nothing to look into.
 */
export function startErasureWatch(): void {
  if (shared.portalErasures || !settings().erasuresLog) return
  shared.portalErasures = true
  followErasureLog()
  void watch()
}

/** Before the next page or duty, and whenever another database server answers, ledger and file are compared. */
export function followErasureLog(): void {
  compareOnOtherServer(compare)
}

async function watch(): Promise<never> {
  let wasFine = false
  let writeAt = 0
  for (;;) {
    const ctx = portalContext({ kind: 'system', duty: 'erasures' })
    try {
      await noticeOtherServer(ctx)
      if (performance.now() >= writeAt) {
        writeAt = performance.now() + WRITE_EVERY
        wasFine = await writeMissing(forLongWork(ctx), wasFine)
      }
    } catch (error) {
      if (!isDatabaseGone(error)) reportError(error, 'erasures.log')
    }
    await pause(LOOK_EVERY, undefined, { ref: false })
  }
}

/** A failure is a failed step of the housekeeping: staff get a mail, /admin and readiness show it until it is over. */
export async function writeMissing(ctx: PortalContext, wasFine = false): Promise<boolean> {
  const { state } = await schemaState(ctx.db)
  if (state !== 'current' || (await readClosure(ctx))) return false
  if (wasFine && (await appendMissing(ctx).then(Boolean, () => false))) return true
  return failedSteps(await runSteps(ctx, 'housekeeping', { 'write-erasures': appendMissing })).length === 0
}

/** A file that cannot be read, or is another database's, says nothing about this one; the step that writes alarms. */
async function compare(ctx: PortalContext): Promise<void> {
  try {
    await reconcileErasureLog({ ...forLongWork(ctx), actor: { kind: 'system', duty: 'erasures' } })
  } catch (error) {
    const isFault = error instanceof ForeignErasureLog || (error as NodeJS.ErrnoException).syscall !== undefined
    if (!isFault || isDatabaseGone(error)) throw error
    reportError(error, 'erasures.log')
  }
}
