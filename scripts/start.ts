import { parseArgs } from 'node:util'
import { holdEmbeddedPostgres } from '@/lib/db/data-folder'
import { type EmbeddedPostgres } from '@/lib/db/embedded-postgres'
import { type Settings } from '@/lib/env'
import { warnings } from '@/lib/fail-closed'
import { missingOperatorFacts } from '@/lib/operator'
import { type DemoAccount } from '@/prisma/seed'
import { build, generateClient } from './lib/code'
import { demoLines } from './lib/demo-lines'
import { type Embedded, prepareEnvironment } from './lib/environment'
import { fail, say } from './lib/progress'
import { stopRunning } from './lib/run'
import { refuseBusyPort, type Servers, serve, untilReady } from './lib/serve'

/** `npm start` and `npm run dev`: settings → database ∥ code → migrations, first version, demo data ∥ build → serve. */
const HELP = `npm start             builds what changed, brings up the database, serves on PORT (3000)
npm run dev           the same with the development server
Settings are environment variables; docs/settings.md lists them.`

const { values } = parseArgs({ options: { dev: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } } })
if (values.help) {
  console.log(HELP)
  process.exit(0)
}

let postgres: Promise<EmbeddedPostgres> | undefined
let servers: Servers | undefined
let isEnding = false

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void end(0))
endWithParent()

await start().catch(async (error: unknown) => {
  if (isEnding) return
  await end(undefined)
  fail(error)
})

async function start(): Promise<void> {
  const { settings, embedded } = prepareEnvironment({ isServing: true })
  const isDevelopment = values.dev ?? false
  await Promise.all([embedded && bringUp(embedded), generateClient()])
  await refuseBusyPort(settings)
  const [accounts] = await Promise.all([prepare(), isDevelopment || build()])
  if (isEnding) return
  // What serves people cannot switch protection off, whatever it is made to do (DS-06).
  delete process.env.DATABASE_OWNER_URL
  servers = serve(settings, { isDevelopment })
  void servers.failed.then(() => end(1))
  await Promise.race([untilReady(settings), servers.failed])
  if (isEnding) return
  greet(settings, accounts)
}

/** Brings the database up to date. Returns the demo accounts if it has just been filled with them. */
async function prepare(): Promise<DemoAccount[]> {
  // Loaded late: they need the generated client and DATABASE_URL.
  const { compareErasures, prepareDatabase } = await import('./lib/prepare-database')
  const { closeDatabase } = await import('@/lib/db/client')
  const accounts = await prepareDatabase(say)
  await compareErasures(say)
  await closeDatabase()
  return accounts
}

function greet(settings: Settings, accounts: DemoAccount[]): void {
  const { appUrl, mail } = settings
  for (const { line } of warnings(process.env, settings)) say(`Warning: ${line}`)
  const missing = missingOperatorFacts()
  if (missing.length > 0) {
    const file = settings.operatorFile ?? 'No OPERATOR_FILE is set, and config/operator.json'
    say(`${file} lacks ${missing.length} facts that only the operator knows; /impressum marks them`)
  }
  say('Ready')
  console.log(`QualiService Thüringen: ${appUrl}`)
  if (mail.transport === 'outbox') console.log(`Mail is shown at ${appUrl}/postfach`)
  for (const line of demoLines(accounts)) console.log(line)
}

async function bringUp(options: Embedded): Promise<void> {
  postgres = holdEmbeddedPostgres(options)
  const { url, ownerUrl, isFresh, wasRunning, ended } = await postgres
  Object.assign(process.env, { DATABASE_URL: url, DATABASE_OWNER_URL: ownerUrl })
  say(`Database ${isFresh ? 'created' : wasRunning ? 'found running' : 'started'} (PostgreSQL in ${options.folder})`)
  void ended?.then(() => {
    if (isEnding) return
    console.error('The database ended by itself')
    void end(1)
  })
}

/** Ends everything in order: server processes, then the database. */
async function end(code: number | undefined): Promise<void> {
  if (isEnding) return
  isEnding = true
  stopRunning()
  await servers?.stop()
  await (await postgres?.catch(() => undefined))?.stop()
  if (code !== undefined) process.exit(code)
}

/** start.mjs may be killed without a chance to pass it on. */
function endWithParent(): void {
  const parent = process.ppid
  setInterval(() => process.ppid !== parent && void end(0), 250).unref()
}
