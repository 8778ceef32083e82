import { sharedGroups } from '../accounts/shared-groups'
import { systemClock } from '../clock'
import { portalContext } from '../context'
import { settings } from '../env'
import { type Exchange } from '../exchange'
import { printLine } from '../print-line'
import { isDatabaseGone, reportError } from '../report-error'
import { type AccessLog, type Destination, openAccessLog } from './access-log'
import { addCounts } from './add-counts'
import { CROWD } from './crowd'
import { accessLogFolder } from './folder'
import { forgetSources } from './forget-sources'
import { collectLeftCounts, leaveCounts } from './left-counts'
import { appendLines, appendLinesNow } from './log-files'
import { pathPatterns } from './path-pattern'
import { removeOldFiles } from './remove-old-files'

/** Lines and counts leave the memory this often: what a SIGKILL can cost. Milliseconds. */
const FLUSH = 1_000
/** Old files and counts of earlier processes. Milliseconds. */
const UPKEEP = 3_600_000
/** Which groups are large enough to be named. Milliseconds. */
const GROUPS = 60_000
/** A disk that stays full is reported once in this time. Milliseconds. */
const REPORT_AGAIN = 3_600_000

/** Starts the access log of this server process (DS-02); undefined if it is off. What comes back is called with each exchange. */
export function startAccessLog(): ((exchange: Exchange) => void) | undefined {
  const { accessLog: kind, trustProxy } = settings()
  if (kind === 'off') return undefined
  const groups = new Set<string>()
  const log = openAccessLog({
    now: systemClock,
    trustProxy,
    // Written into the bundle by next.config.mjs.
    stemOf: pathPatterns((process.env.PORTAL_ROUTES ?? '').split(' ')),
    isLargeGroup: (group) => groups.has(group),
    destination: kind === 'files' ? toFiles(accessLogFolder()) : toStandardOutput,
    ...failureReports(),
  })
  repeat(() => learnGroups(groups), GROUPS)
  repeat(() => forgetSources(context()), UPKEEP)
  if (kind === 'files') repeat(keepFiles, UPKEEP)
  setInterval(() => void flush(log), FLUSH).unref()
  // The process ends as soon as the last request is answered, so the counts set out at the first sign of it; whatever the database
  // has not confirmed by then, the next process adds.
  process.once('SIGTERM', () => void flush(log))
  process.once('exit', () => end(log, kind === 'files'))
  return process.env.VERCEL ? flushAfterEach(log) : log.watch
}

async function flush(log: AccessLog): Promise<void> {
  await log.flush()
  try {
    await log.tally.send((batch) => addCounts(context(), batch))
  } catch (error) {
    // A database that is away is reported by the pages and by /api/health/ready; the counts wait.
    if (!isDatabaseGone(error)) reportError(error, 'access totals')
  }
}

/** Now and then again and again; the database may be away. */
function repeat(work: () => Promise<unknown>, pause: number): void {
  const run = () =>
    work().catch((error: unknown) => {
      if (!isDatabaseGone(error)) reportError(error, 'access log upkeep')
    })
  void run()
  setInterval(run, pause).unref()
}

async function learnGroups(groups: Set<string>): Promise<void> {
  const shared = await sharedGroups(context(), CROWD)
  groups.clear()
  for (const group of shared) groups.add(group)
}

async function keepFiles(): Promise<void> {
  await collectLeftCounts(context(), accessLogFolder())
  await removeOldFiles(context(), accessLogFolder())
}

function end(log: AccessLog, hasFiles: boolean): void {
  log.end()
  try {
    if (hasFiles) leaveCounts(accessLogFolder(), log.tally.rest())
  } catch (error) {
    reportError(error, 'access totals')
  }
}

function toFiles(folder: string): Destination {
  return {
    write: (entries, written) => appendLines(folder, entries, systemClock(), written),
    writeNow: (entries) => appendLinesNow(folder, entries, systemClock()),
  }
}

const toStandardOutput: Destination = {
  write: async (entries) => toStandardOutput.writeNow(entries),
  writeNow: (entries) => void process.stdout.write(entries.map(({ line }) => line).join('')),
}

/** Says that the log cannot be written, once and then every hour, and when it can be again. */
function failureReports() {
  let lost = 0
  let reportedAt: number | undefined
  return {
    failed(error: unknown, lines: number) {
      lost += lines
      const at = systemClock().getTime()
      if (reportedAt !== undefined && at - reportedAt < REPORT_AGAIN) return
      reportedAt = at
      reportError(error, 'access log: lines are not written')
    },
    recovered() {
      if (reportedAt === undefined) return
      printLine('info', 'access log: lines are written again', { lost })
      reportedAt = undefined
      lost = 0
    },
  }
}

/** A host that freezes the process after the answer gets lines and counts at once, and is asked to wait for them. */
function flushAfterEach(log: AccessLog): (exchange: Exchange) => void {
  return (exchange) => {
    log.watch(exchange)
    const host = (globalThis as unknown as Record<symbol, HostContext>)[Symbol.for('@next/request-context')]?.get()
    const closed = new Promise<void>((resolve) => exchange.response.once('close', resolve))
    const done = closed.then(() => flush(log))
    host?.waitUntil?.(done)
  }
}
type HostContext = { get(): { waitUntil?(work: Promise<unknown>): void } | undefined } | undefined

function context() {
  return portalContext({ kind: 'system', duty: 'access-log' })
}
