import { z } from 'zod'
import { inTransaction, type PortalContext } from '../context'
import { Prisma } from '../db/generated/client'
import { rowsOf } from '../db/rows'
import { type Periods } from '../personal-data/retention'

export type PromiseId = `DS-${'01' | '02' | '03' | '04' | '05' | '06' | '07' | '08' | '09' | '10' | '11' | '12'}`

/** `isFull`: from the first row on, also where an earlier run has looked already. */
export type Look = { isFull: boolean }

/** One live check over all that is stored: how many violations there are now; 0 = the promise is kept. */
export type PromiseCheck = {
  id: string
  /** What the policy says, in a few words: the clause of the promise that is checked. */
  clause: string
  /** What is counted, as a sentence that ends in the number: "Konten über dem Löschtag". */
  counts: string
  /** What staff do when it is not 0. */
  remedy: string
  find(ctx: PortalContext, look?: Look): Promise<number>
}

export type KeptPromise = {
  id: PromiseId
  title: string
  /** What the policy promises. */
  sentence: string
  /** The rule in force, with the periods of the newest published version. */
  rule(periods: Periods & { objectionPeriod: string }): string
  /** What proves it besides the checks and the tests of the promise: records, pages, commands. */
  evidence: readonly string[]
  checks: readonly PromiseCheck[]
}

/** One check may take this long; a transaction of its own, so that the next one starts afresh. Milliseconds. */
const LONGEST_CHECK = 60_000

/** The check that counts the rows of `FROM …`. */
export function rows(from: (ctx: PortalContext) => Prisma.Sql | Promise<Prisma.Sql>): PromiseCheck['find'] {
  return async (ctx) => countFound(ctx, Prisma.sql`SELECT count(*)::int AS found ${await from(ctx)}`)
}

const foundRow = z.strictObject({ found: z.number() })

/** Runs a SELECT with one column `found`. */
export async function countFound(ctx: PortalContext, sql: Prisma.Sql): Promise<number> {
  const [row] = await inTransaction(
    ctx,
    async (tx) => {
      await tx.db.$executeRaw`SELECT set_config('statement_timeout', ${String(LONGEST_CHECK)}, true)`
      return rowsOf(tx, foundRow)(sql)
    },
    { timeoutMs: LONGEST_CHECK + 5_000 },
  )
  return row?.found ?? 0
}
