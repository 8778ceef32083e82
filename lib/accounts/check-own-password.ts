import { verifyPassword } from '../auth/password'
import { giveBack, throttle } from '../auth/throttle'
import { type PortalContext } from '../context'

type Outcome = { outcome: 'right' } | { outcome: 'wrong' } | { outcome: 'throttled'; retryAfterSeconds: number }

/**
 * Is it really the member who sits there? Asked before what cannot be taken back (S-A9). Wrong answers are counted; an
 * account that is gone meanwhile gives `wrong`.
 */
export async function checkOwnPassword(
  ctx: PortalContext,
  { accountId, password }: { accountId: string; password: string },
): Promise<Outcome> {
  const limit = await throttle(ctx, 'password-check', accountId)
  if (limit.outcome === 'throttled') return limit
  const account = await ctx.db.account.findUnique({ where: { id: accountId }, select: { passwordHash: true } })
  if (!(await verifyPassword(password, account?.passwordHash ?? undefined))) return { outcome: 'wrong' }
  await giveBack('password-check', accountId)
  return { outcome: 'right' }
}
