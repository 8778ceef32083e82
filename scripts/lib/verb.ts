import { type ParseArgsConfig } from 'node:util'
import { type PortalContext } from '@/lib/context'

/**
 * What a verb does to the data. `reads`: nothing at all is written, the database itself refuses it. `writes`: rows, on the tables of
 * this code. `migrates`: the verb itself makes or changes tables.
 */
export type Effect = 'reads' | 'writes' | 'migrates'

/** A verb of the operator's command line; one file each in scripts/portal/. */
export type Verb = About & (OnDatabase | Alone)

type About = {
  /** One line in the list of verbs. */
  summary: string
  /** What follows the name of the verb. */
  usage: string
  does: Effect | ((values: Values) => Effect)
  options: NonNullable<ParseArgsConfig['options']>
  /** One name of a file without an option before it; it comes as the value `file`. */
  takesFile?: boolean
}

/** Runs on the database of the portal, if its schema is that of this code. */
export type OnDatabase = {
  /** The verb looks at the running database only; it brings none up. */
  isBystander?: boolean
  /** It sends, and not only queues: by the way the server sends, or not at all. */
  sendsMail?: boolean
  /** Returns the exit code: 0 done, 1 not done. Throws UsageError for values that make no sense. */
  run(ctx: PortalContext, values: Values): Promise<number>
}

/** Runs with bad settings, without a database, and with one of another release, too: it looks at them itself. */
type Alone = { runAlone(values: Values): Promise<number> }

export type Values = Record<string, string | boolean | undefined>

/** The command was written wrongly: exit code 2. */
export class UsageError extends Error {}

export function text(values: Values, name: string): string | undefined {
  const value = values[name]
  return typeof value === 'string' ? value : undefined
}
