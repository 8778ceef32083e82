import { constants, createContext, Script } from 'node:vm'

export type TimedOutcome<T> =
  | { outcome: 'done'; value: T }
  /** `isCostly`: the work itself took the time; else the machine was busy with something else, and another try may end. */
  | { outcome: 'broken-off'; isCostly: boolean }

/** How much longer than its limit work may take on a busy machine. */
const MOST_PATIENCE = 4
/** Of its limit: who had so much of a core has had its turn. */
const COSTLY_SHARE = 0.75

/**
 * Breaks off work whose length depends on what somebody sent: the thread that does it answers everybody else (S-L2, DS-06). Node.js ends it
 * like a script that never ends, wherever it is. For pure computations only: they may be done twice; what they throw is thrown.
 */
export function withinTime<T>(milliseconds: number, work: () => T): TimedOutcome<T> {
  const first = timed(milliseconds, work)
  if (first.outcome === 'done') return first
  const patience = Math.min(MOST_PATIENCE, milliseconds / Math.max(1, first.spent))
  const last = patience > 2 ? timed(Math.round(milliseconds * patience), work) : first
  return last.outcome === 'done' ? last : { outcome: 'broken-off', isCostly: last.spent > COSTLY_SHARE * milliseconds }
}

/** `spent`: milliseconds of the thread, without those in which it waited for a core. */
function timed<T>(timeout: number, work: () => T): { outcome: 'done'; value: T } | { outcome: 'late'; spent: number } {
  const before = process.threadCpuUsage()
  const outer = context.work
  context.work = work
  try {
    return { outcome: 'done', value: call.runInContext(context, { timeout }) as T }
  } catch (error) {
    if ((error as NodeJS.ErrnoException | undefined)?.code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw error
    return { outcome: 'late', spent: process.threadCpuUsage(before).user / 1000 }
  } finally {
    context.work = outer
  }
}

const context = createContext(constants.DONT_CONTEXTIFY) as unknown as { work?: () => unknown }
const call = new Script('work()')
