import { z } from 'zod'
import { type PortalContext } from '../context'
import { rowOf } from '../db/rows'

/** Why a version governs a member: `announced` is silence as DS-11 says it; `created-by-operator`: the account never registered itself. */
export type GoverningReason = z.output<typeof governingReasonRow>
const governingReasonRow = z.enum(['accepted', 'announced', 'created-by-operator'])

/** The version that governs a member; periods are ISO 8601 durations. */
export type GoverningVersion = z.output<typeof governingVersionRow>
export const governingVersionRow = z.strictObject({
  number: z.number(),
  inactivityPeriod: z.string(),
  responsePeriod: z.string(),
  objectionPeriod: z.string(),
  /** Instant from which this version governs the member. */
  since: z.date(),
  reason: governingReasonRow,
})

/** The version that governs a member at `ctx.now()`; undefined if there is no such account. The rule: governing_version() in SQL (DS-01). */
export async function governingVersion(ctx: PortalContext, accountId: string): Promise<GoverningVersion | undefined> {
  const row = await rowOf(ctx, governingVersionRow)`
    SELECT g.number, v.inactivity_period AS "inactivityPeriod", v.response_period AS "responsePeriod",
           v.objection_period AS "objectionPeriod", g.since, g.reason
    FROM account a CROSS JOIN LATERAL governing_version(a, ${ctx.now()}::timestamptz) g
    JOIN policy_version v ON v.number = g.number
    WHERE a.id = ${accountId}::uuid`
  return row
}
