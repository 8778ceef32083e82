import { Cron } from 'croner'
import { readClosure } from './closure'
import { type DutyName } from './codes'
import { portalContext } from './context'
import { schemaState } from './db/schema-state'
import { duties, hasMailToSend, runDuty } from './duties'
import { lastRunOf, withDutyLease } from './duty-lease'
import { failedSteps } from './duty-steps'
import { type MailboxSettings, settings } from './env'
import { openMailbox } from './inbound/open-mailbox'
import { configuredWays, declareWays } from './inbound/ways'
import { keepWatch } from './lifecycle/notice-outage'
import { isDatabaseGone, reportError } from './report-error'

/** A duty that has not ended well for this long is caught up after the start. Hours. */
const OVERDUE = 25
/** How soon mail leaves after it was queued, and how long the mail loop rests after a failure. Milliseconds. */
const MAIL_POLL = 750
const MAIL_REST = 10_000
/** How often a server gives a sign of life, whoever does its duties. Milliseconds. */
const WATCH_EVERY = 300_000
/** How long one wait for new mail lasts (a NAT forgets a silent connection), and the rest after a failure. Milliseconds. */
const NEWS_WAIT = 15 * 60_000
const NEWS_REST = 60_000
/** The portal answers its first requests before it catches up. Milliseconds. */
const CATCH_UP_DELAY = 5_000

// One scheduler per process, also across the separate bundles that Next.js builds.
const shared = globalThis as unknown as { portalScheduler?: { stop(): void }; portalWatch?: NodeJS.Timeout }

/**
 * Scheduler inside a node server (SCHEDULER=internal): the same duties as Vercel's crons, in UTC. Every server and process may have
 * one; a lease lets the work be done once. Missed runs are caught up after the start (R-B2).
 */
export function startScheduler(): void {
  shared.portalScheduler ??= schedule()
}

/**
 * The server is there: before its first answer an outage that lies behind is credited to all running periods, and every few minutes it
 * gives a sign of life (DS-05), also where SCHEDULER=off leaves the duties to others.
 */
export async function startWatch(): Promise<void> {
  if (shared.portalWatch) return
  shared.portalWatch = setInterval(watch, WATCH_EVERY)
  shared.portalWatch.unref()
  await watch()
}

async function watch(): Promise<void> {
  const ctx = portalContext({ kind: 'system', duty: 'watch' })
  try {
    const { state } = await schemaState(ctx.db)
    // While it is closed after a restore, nobody can use the portal.
    if (state !== 'current' || (await readClosure(ctx))) return
    await keepWatch(ctx)
    await declareWays(ctx, configuredWays(settings().inbound), { forgetOthers: true })
  } catch (error) {
    if (!isDatabaseGone(error)) reportError(error, 'watch')
  }
}

/** For tests and a clean end. */
export function stopScheduler(): void {
  shared.portalScheduler?.stop()
  shared.portalScheduler = undefined
}

function schedule(): { stop(): void } {
  // The mail duty too: while nothing waits its loop does nothing, and a duty that never runs looks dead.
  const jobs = duties.map(
    ({ name, schedule: pattern }) =>
      new Cron(pattern, { timezone: 'UTC', protect: true, unref: true }, () => run(name)),
  )
  const catchUp = setTimeout(catchUpMissed, CATCH_UP_DELAY)
  catchUp.unref()
  const mail = loop(async () => {
    if (!(await hasMailToSend(portalContext({ kind: 'system', duty: 'mail' })))) return true
    return failedSteps(await runDuty('mail', 'scheduler')).length === 0
  }, MAIL_REST)
  const leaving = new AbortController()
  const { mailbox } = settings().inbound
  const news = mailbox && loop(() => listen(mailbox, leaving.signal), NEWS_REST)
  return {
    stop() {
      for (const job of jobs) job.stop()
      clearTimeout(catchUp)
      mail.stop()
      news?.stop()
      leaving.abort()
    },
  }
}

async function run(name: DutyName): Promise<void> {
  try {
    await runDuty(name, 'scheduler')
  } catch (error) {
    reportError(error, `duty ${name}`)
  }
}

async function catchUpMissed(): Promise<void> {
  for (const { name } of duties) {
    try {
      const ctx = portalContext({ kind: 'system', duty: name })
      const last = await lastRunOf(ctx, name)
      if (!last || ctx.now().getTime() - last.getTime() > OVERDUE * 3_600_000) await runDuty(name, 'scheduler')
    } catch (error) {
      reportError(error, `duty ${name}`)
    }
  }
}

/**
 * Reads the mailbox, and again as soon as the mail server says that something came: of several servers one listens. A mailbox that is away is
 * told by its duty, every few minutes.
 */
async function listen(mailbox: MailboxSettings, signal: AbortSignal): Promise<boolean> {
  const ctx = portalContext({ kind: 'system', duty: 'inbound' })
  const turn = await withDutyLease(ctx, 'mail-news', async () => {
    const box = await openMailbox(mailbox, mailbox.folders[0] ?? 'INBOX').catch(() => undefined)
    if (!box) return false
    try {
      // It listens before it reads: nothing comes unnoticed between the two.
      const news = box.waitForNews(NEWS_WAIT, signal).then(
        () => true,
        () => false,
      )
      await runDuty('inbound', 'scheduler')
      return await news
    } finally {
      box.close()
    }
  })
  return turn.outcome === 'done' && turn.result
}

/** Calls `work` again and again, never twice at once: with a pause in between, a longer one after a failure (false, or thrown). */
function loop(work: () => Promise<boolean>, rest: number): { stop(): void } {
  let timer: NodeJS.Timeout
  let isStopped = false
  const next = (pause: number) => {
    if (isStopped) return
    timer = setTimeout(async () => {
      try {
        next((await work()) ? MAIL_POLL : rest)
      } catch (error) {
        // A database that is away is reported by the pages and by /api/health/ready, not every few seconds.
        if (!isDatabaseGone(error)) reportError(error, 'duty mail')
        next(rest)
      }
    }, pause)
    timer.unref()
  }
  next(MAIL_POLL)
  return {
    stop() {
      isStopped = true
      clearTimeout(timer)
    },
  }
}
