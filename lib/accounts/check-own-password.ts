import { countProof, forgiveProofs, isPastGuessing, tellFailure } from '../auth/failed-proofs'
import { verifyPassword } from '../auth/password'
import { endAllSessions } from '../auth/sessions'
import { giveBack, throttle } from '../auth/throttle'
import { type PortalContext } from '../context'
import { may } from '../may'

type Tried = { accountId: string; password: string }
type Outcome = { outcome: 'right' } | { outcome: 'wrong' } | { outcome: 'throttled'; retryAfterSeconds: number }

/**
 * Is it really the member who sits there? Asked before what cannot be taken back (S-A9). Wrong answers are counted; an
 * account that is gone meanwhile gives `wrong`. From the hundredth in a row each ends the sessions: it is hardly the owner who guesses.
 */
export async function checkOwnPassword(ctx: PortalContext, tried: Tried): Promise<Outcome> {
  may.own(ctx, tried.accountId)
  return checkPasswordOf(ctx, tried)
}

/** The same where a link or the like says whose account it is. */
export async function checkPasswordOf(ctx: PortalContext, { accountId, password }: Tried): Promise<Outcome> {
  const limit = await throttle(ctx, 'password-check', accountId)
  if (limit.outcome === 'throttled') return limit
  const account = await ctx.db.account.findUnique({ where: { id: accountId }, select: { passwordHash: true } })
  const tried = { accountId, kind: 'password' } as const
  const failures = await countProof(ctx, tried)
  if (!(await verifyPassword(password, account?.passwordHash ?? undefined))) {
    await tellFailure(ctx, { ...tried, failures })
    if (isPastGuessing(failures + 1)) await endAllSessions(ctx, accountId)
    return { outcome: 'wrong' }
  }
  await forgiveProofs(ctx, tried)
  await giveBack('password-check', accountId)
  return { outcome: 'right' }
}
