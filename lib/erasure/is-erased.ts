import { type PortalContext } from '../context'

/** Does the ledger know this account? For a page that was left open while the account was erased elsewhere (S-M2). */
export async function isErased(ctx: PortalContext, accountId: string): Promise<boolean> {
  const row = await ctx.db.erasure.findUnique({ where: { accountId }, select: { accountId: true } })
  return row !== null
}
