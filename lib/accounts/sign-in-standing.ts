import { z } from 'zod'
import { isAdmittedSql } from '../auth/sessions'
import { type PortalContext } from '../context'
import { rowOf } from '../db/rows'

const standingOfRow = z.strictObject({ needsPassword: z.boolean(), maySignIn: z.boolean() })

/**
 * What whoever has a link from our mail may know of the account behind it: has it no password yet, and may it sign in at all (not while it
 * is suspended or sealed)? So that no page promises a sign-in that is refused.
 */
export async function standingOf(
  ctx: PortalContext,
  accountId: string,
): Promise<{ needsPassword: boolean; maySignIn: boolean }> {
  const row = await rowOf(ctx, standingOfRow)`
    SELECT a.password_hash IS NULL AS "needsPassword", ${isAdmittedSql} AS "maySignIn"
    FROM account a WHERE a.id = ${accountId}::uuid`
  return row ?? { needsPassword: false, maySignIn: false }
}
