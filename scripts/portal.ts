import { parseArgs } from 'node:util'
import { borrowEmbeddedPostgres } from '@/lib/db/data-folder'
import { findEmbeddedPostgres } from '@/lib/db/embedded-postgres'
import { generateClient } from './lib/code'
import { prepareEnvironment } from './lib/environment'
import { otherSchema } from './lib/other-schema'
import { fail } from './lib/progress'
import { type Effect, type OnDatabase, UsageError, type Values, type Verb } from './lib/verb'
import { verbs } from './lib/verbs'

/** A verb that reads sees one state of the database from its beginning to its end. */
const READING_TIMEOUT_MS = 600_000

/**
 * The operator's command line. It works beside a running server, on the same database, and without one: then the embedded
 * database runs for the time of the command. What a verb may touch it says itself (`does`). Exit codes: 0 done, 1 not done, 2 wrong
 * usage.
 */
process.exit(await main(process.argv.slice(2)).catch(fail))

async function main([name, ...args]: string[]): Promise<number> {
  await generateClient()
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') return overview(name === undefined)
  const verb = Object.hasOwn(verbs, name) ? (await verbs[name]?.())?.verb : undefined
  if (!verb) return usage(`There is no verb "${name}". npm run portal -- --help lists them.`)
  try {
    const values = parse(verb, args)
    if (values.help) return help(name, verb)
    return await execute(verb, values)
  } catch (error) {
    if (error instanceof UsageError) return usage(`${error.message}\n${line(name, verb)}`)
    throw error
  }
}

function parse({ options, takesFile = false }: Verb, args: string[]): Values {
  try {
    const help = { type: 'boolean', short: 'h' } as const
    const { values, positionals } = parseArgs({ args, options: { ...options, help }, allowPositionals: takesFile })
    if (positionals.length > 1) throw new Error(`one file, not ${positionals.length}`)
    return { ...(values as Values), ...(positionals[0] === undefined ? {} : { file: positionals[0] }) }
  } catch (error) {
    throw new UsageError((error as Error).message)
  }
}

async function execute(verb: Verb, values: Values): Promise<number> {
  if ('runAlone' in verb) return verb.runAlone(values)
  const effect = typeof verb.does === 'function' ? verb.does(values) : verb.does
  const { embedded } = prepareEnvironment({ isLooking: effect === 'reads' })
  if (!embedded) return onDatabase(verb, effect, values)
  if (verb.isBystander) {
    const running = await findEmbeddedPostgres(embedded)
    if (!running) throw new Error('The embedded database does not run; npm start brings it up.')
    return onDatabase(verb, effect, values, running)
  }
  return borrowEmbeddedPostgres(embedded, (addresses) => onDatabase(verb, effect, values, addresses))
}

type Addresses = { url: string; ownerUrl: string }

async function onDatabase(verb: OnDatabase, effect: Effect, values: Values, embedded?: Addresses): Promise<number> {
  if (embedded) Object.assign(process.env, { DATABASE_URL: embedded.url, DATABASE_OWNER_URL: embedded.ownerUrl })
  // Loaded late: they need the generated client.
  const { inTransaction, portalContext } = await import('@/lib/context')
  const { closeDatabase } = await import('@/lib/db/client')
  const { schemaState } = await import('@/lib/db/schema-state')
  const { followServer } = await import('./lib/follow-server')
  const { followOwnLog } = await import('./lib/follow-own-log')
  try {
    const ctx = portalContext({ kind: 'operator' })
    if (verb.isBystander || effect === 'migrates') return await verb.run(ctx, values)
    const { state } = await schemaState(ctx.db)
    if (state !== 'current') throw new Error(otherSchema(state))
    await followServer(ctx, verb, effect)
    followOwnLog()
    if (effect === 'writes') return await verb.run(portalContext({ kind: 'operator' }), values)
    return await inTransaction(
      ctx,
      async (tx) => {
        await tx.db.$executeRaw`SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY`
        return verb.run(tx, values)
      },
      { timeoutMs: READING_TIMEOUT_MS },
    )
  } finally {
    await closeDatabase()
  }
}

async function overview(isMistake: boolean): Promise<number> {
  const lines = await Promise.all(
    Object.entries(verbs).map(async ([name, load]) => `  ${name.padEnd(16)}${(await load()).verb.summary}`),
  )
  const show = isMistake ? console.error : console.log
  show(['Usage: npm run portal -- <verb> [options]', ...lines, 'Each verb knows --help.'].join('\n'))
  return isMistake ? 2 : 0
}

function help(name: string, verb: Verb): number {
  console.log(`${line(name, verb)}\n${verb.summary}`)
  return 0
}

function line(name: string, { usage }: Verb): string {
  return `Usage: npm run portal -- ${[name, usage].filter(Boolean).join(' ')}`
}

function usage(message: string): number {
  console.error(message)
  return 2
}
