import { type PortalContext } from '../context'
import { type Prisma } from '../db/generated/client'
import { type Periods } from '../personal-data/retention'

export type PromiseId = `DS-${'01' | '02' | '03' | '04' | '05' | '06' | '07' | '08' | '09' | '10' | '11' | '12'}`

/** One live check over the whole database: how many violations there are now; 0 = the promise is kept. */
export type PromiseCheck = {
  id: string
  /** What is counted, as a sentence that ends in the number: "Konten über dem Löschtag". */
  counts: string
  /** What staff do when it is not 0. */
  remedy: string
  find(ctx: PortalContext): Promise<number>
}

export type KeptPromise = {
  id: PromiseId
  title: string
  /** What the policy promises. */
  sentence: string
  /** The rule in force, with the periods of the newest published version. */
  rule(periods: Periods & { objectionPeriod: string }): string
  /** What proves it besides the checks: tests, records, pages. */
  evidence: readonly string[]
  checks: readonly PromiseCheck[]
}

/** Runs a SELECT with one column `found`. */
export async function countFound(ctx: PortalContext, sql: Prisma.Sql): Promise<number> {
  const [row] = await ctx.db.$queryRaw<{ found: number }[]>(sql)
  return row?.found ?? 0
}
