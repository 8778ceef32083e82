import { startAccessLog } from './lib/access-log/start-access-log'
import { ownMigrations } from './lib/db/schema-state'
import { settings } from './lib/env'
import { observeExchanges } from './lib/exchange'
import { startScheduler, startWatch } from './lib/scheduler'

/** Node-only part of the start: a bad setting ends the process here, with one line (R-K13). */
export async function prepareServer(): Promise<void> {
  const { scheduler } = settings()
  ownMigrations()
  observeExchanges(startAccessLog())
  await startWatch()
  if (scheduler === 'internal') startScheduler()
}
