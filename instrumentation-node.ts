import { startAccessLog } from './lib/access-log/start-access-log'
import { portalContext } from './lib/context'
import { ownMigrations } from './lib/db/schema-state'
import { settings } from './lib/env'
import { startErasureWatch } from './lib/erasure-watch'
import { observeExchanges } from './lib/exchange'
import { requireClosed } from './lib/fail-closed'
import { operator } from './lib/operator'
import { reportError } from './lib/report-error'
import { startScheduler, startWatch } from './lib/scheduler'
import { leaveNote } from './lib/server-note'

/** Node-only part of the start: a bad setting ends the process here, with one line (R-K13). */
export async function prepareServer(): Promise<void> {
  const own = settings()
  requireClosed(process.env, own, operator())
  ownMigrations()
  observeExchanges(startAccessLog())
  await startWatch()
  startErasureWatch()
  // A database that is away is no reason not to start: it is left at the next one.
  await leaveNote(portalContext({ kind: 'system', duty: 'start' })).catch((error) =>
    reportError(error, 'note of the server'),
  )
  if (own.scheduler === 'internal') startScheduler()
}
