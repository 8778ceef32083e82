import { z } from 'zod'
import { type ClosureCause, closureCauseLabels, codesOf } from './codes'
import { type PortalContext } from './context'
import { rowOf } from './db/rows'

/**
 * Is the portal closed? After a restore it stays so until the erasures have been replayed (DS-04): nobody who was erased may come
 * back, not even for a moment. `restored`: our command says so; `moved`: the rows name another home than the one they lie in, so
 * they were read back from a dump; `older-than-log`: the ledger lacks erasures that the log outside the database knows.
 */
/** How long a process believes its last answer, milliseconds: one small statement per second, whatever the load. */
const BELIEVED_MS = 1_000

// One answer per process, also across the separate bundles of pages and instrumentation.
const shared = globalThis as unknown as {
  portalClosure?: { until: number; answer: Promise<boolean> }
  portalServer?: { known?: string; compare(ctx: PortalContext): Promise<void> }
}

/** The answer of the last second; for pages, actions and duties. Throws if the database is gone. */
export function isClosed(ctx: PortalContext): Promise<boolean> {
  const known = shared.portalClosure
  if (known && performance.now() < known.until) return known.answer
  const answer = askAnew(ctx)
  shared.portalClosure = { until: performance.now() + BELIEVED_MS, answer }
  // A failure is not an answer: the next request asks again.
  answer.catch(forgetClosure)
  return answer
}

async function askAnew(ctx: PortalContext): Promise<boolean> {
  await noticeOtherServer(ctx)
  return (await readClosure(ctx)) !== undefined
}

/**
 * From now on this process compares ledger and file of erasures before it answers anything, whenever another database server answers
 * than the last time: after a failover the last commits may be lost (DS-04). Once per process; another `compare` changes nothing.
 */
export function compareOnOtherServer(compare: (ctx: PortalContext) => Promise<void>): void {
  shared.portalServer ??= { compare }
}

const serverRow = z.strictObject({ server: z.string() })

/** Compares if another database server answers than the last time. A comparison that fails is made again by the next question. */
export async function noticeOtherServer(ctx: PortalContext): Promise<void> {
  const { portalServer } = shared
  if (!portalServer) return
  const row = await rowOf(ctx, serverRow)`SELECT current_database_server() AS server`
  if (row?.server === portalServer.known) return
  await portalServer.compare(ctx)
  portalServer.known = row?.server
  forgetClosure()
}

const causeRow = z.strictObject({ cause: z.enum(codesOf(closureCauseLabels)).nullable() })

/** Why the portal is closed now; undefined while it is open. */
export async function readClosure(ctx: PortalContext): Promise<ClosureCause | undefined> {
  const row = await rowOf(ctx, causeRow)`
    SELECT coalesce((SELECT cause FROM restoration WHERE (CASE WHEN reopened_at IS NULL THEN true END)),
                    (SELECT 'moved' FROM database_home WHERE home <> current_database_home())) AS cause`
  return row?.cause ?? undefined
}

/** The next question is put to the database. */
export function forgetClosure(): void {
  shared.portalClosure = undefined
}
