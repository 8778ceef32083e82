import { recordEvent } from '../audit/record-event'
import { dropFactors } from '../auth/factors'
import { rememberNetwork } from '../auth/known-network'
import { assessPassword, hashPassword } from '../auth/password'
import { tellFactorChange } from '../auth/tell-factor-change'
import { forgive, throttle } from '../auth/throttle'
import { inspectToken, type LinkState, redeemToken } from '../auth/token'
import { inTransaction, type PortalContext } from '../context'
import { lockAccount } from './lock-address'
import { ownWords, takePasswordIntoUse } from './own-password'
import { standingOf } from './sign-in-standing'

type Outcome =
  | { outcome: 'reset' | Exclude<LinkState['outcome'], 'open'> }
  | { outcome: 'refused'; message: string }
  | { outcome: 'throttled'; retryAfterSeconds: number }

const purpose = 'reset_password' as const

/** The page behind the link: what it asks, or what became of it; for a link that set a password, whether that opens the account. */
export async function readResetLink(
  ctx: PortalContext,
  secret: string,
): Promise<{ outcome: LinkState['outcome']; maySignIn?: boolean }> {
  const link = await inspectToken(ctx, { secret, purpose })
  if (link.outcome !== 'done') return { outcome: link.outcome }
  return { outcome: 'done', maySignIn: (await standingOf(ctx, link.accountId)).maySignIn }
}

/**
 * Sets a new password with the link from the mail, once (S-H2). All sessions and open links end and the owner is told
 * (S-B8, S-A10); nobody is signed in by it (S-H7). It lifts a lock of the account: who reads its mail is the owner (S-A7). A second
 * factor that is older than the first proof of the mailbox may be somebody else's: it goes (DS-06).
 */
export async function resetPassword(
  ctx: PortalContext,
  { secret, newPassword, network }: { secret: string; newPassword: string; network: string },
): Promise<Outcome> {
  const allowance = await throttle(ctx, 'link-network', network)
  if (allowance.outcome === 'throttled') return allowance
  const link = await inspectToken(ctx, { secret, purpose })
  if (link.outcome !== 'open') return { outcome: link.outcome }
  const { accountId } = link
  const person = await ownWords(ctx, accountId)
  const assessment = await assessPassword(newPassword, person?.words ?? [])
  if (assessment.outcome === 'refused') return { outcome: 'refused', message: assessment.message }
  const passwordHash = await hashPassword(newPassword)
  const result = await inTransaction(ctx, async (tx) => {
    await lockAccount(tx, accountId)
    const redemption = await redeemToken(tx, { secret, purpose })
    if (redemption.outcome !== 'redeemed') return redemption
    const { emailConfirmedAt } = await tx.db.account.update({
      where: { id: accountId },
      data: { passwordHash },
      select: { emailConfirmedAt: true },
    })
    const dropped = emailConfirmedAt ? await dropFactors(tx, accountId, emailConfirmedAt) : 0
    if (dropped > 0) await tellFactorChange(tx, { accountId, isAdded: false, kind: 'all' })
    await takePasswordIntoUse(tx, accountId)
    await rememberNetwork(tx, { accountId, passwordHash, network })
    await recordEvent(tx, 'account.password-reset', { subjectId: accountId })
    return { outcome: 'reset' } as const
  })
  if (result.outcome === 'reset' && person) await forgive('sign-in-account', person.email)
  return { outcome: result.outcome }
}
