import { recordEvent } from '../audit/record-event'
import { rememberNetwork } from '../auth/known-network'
import { assessPassword, hashPassword } from '../auth/password'
import { forgive, throttle } from '../auth/throttle'
import { inspectToken, redeemToken } from '../auth/token'
import { inTransaction, type PortalContext } from '../context'
import { lockAccount } from './lock-address'
import { ownWords, takePasswordIntoUse } from './own-password'

type Outcome =
  | { outcome: 'reset' | 'invalid' | 'used' | 'expired' }
  | { outcome: 'refused'; message: string }
  | { outcome: 'throttled'; retryAfterSeconds: number }

const purpose = 'reset_password' as const

/**
 * Sets a new password with the link from the mail, once (S-H2). All sessions and open links end and the owner is told
 * (S-B8, S-A10); nobody is signed in by it (S-H7). It lifts a lock of the account: who reads its mail is the owner (S-A7).
 */
export async function resetPassword(
  ctx: PortalContext,
  { secret, newPassword, network }: { secret: string; newPassword: string; network: string },
): Promise<Outcome> {
  const allowance = await throttle(ctx, 'link-network', network)
  if (allowance.outcome === 'throttled') return allowance
  const link = await inspectToken(ctx, { secret, purpose })
  if (link.outcome !== 'open') return link
  const { accountId } = link
  const person = await ownWords(ctx, accountId)
  const assessment = await assessPassword(newPassword, person?.words ?? [])
  if (assessment.outcome === 'refused') return { outcome: 'refused', message: assessment.message }
  const passwordHash = await hashPassword(newPassword)
  const result = await inTransaction(ctx, async (tx) => {
    await lockAccount(tx, accountId)
    const redemption = await redeemToken(tx, { secret, purpose })
    if (redemption.outcome !== 'redeemed') return redemption
    await tx.db.account.updateMany({ where: { id: accountId }, data: { passwordHash } })
    await takePasswordIntoUse(tx, accountId)
    await rememberNetwork(tx, { accountId, passwordHash, network })
    await recordEvent(tx, 'account.password-reset', { subjectId: accountId })
    return { outcome: 'reset' } as const
  })
  if (result.outcome === 'reset' && person) await forgive('sign-in-account', person.email)
  return { outcome: result.outcome }
}
