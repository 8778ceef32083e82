import { recordEvent } from '../audit/record-event'
import { inspectToken, redeemToken } from '../auth/token'
import { inTransaction, type PortalContext } from '../context'
import { lockAccount } from './lock-address'
import { openVerification } from './request-verification'

type Outcome =
  | { outcome: 'confirmed'; accountId: string }
  | { outcome: 'already-confirmed' }
  | { outcome: 'expired' }
  | { outcome: 'invalid' }

/** Second step of the double opt-in (DS-03): the owner of the address confirms the registration, and staff are to verify it (DS-07). Once; a second call is friendly. */
export async function confirmRegistration(ctx: PortalContext, { secret }: { secret: string }): Promise<Outcome> {
  const purpose = 'confirm_registration' as const
  return inTransaction(ctx, async (tx) => {
    const link = await inspectToken(tx, { secret, purpose })
    if (link.outcome === 'open') await lockAccount(tx, link.accountId)
    const redemption = await redeemToken(tx, { secret, purpose })
    if (redemption.outcome === 'used') return { outcome: 'already-confirmed' }
    if (redemption.outcome !== 'redeemed') return { outcome: redemption.outcome }
    const { accountId } = redemption
    await tx.db.account.updateMany({ where: { id: accountId }, data: { emailConfirmedAt: tx.now() } })
    await openVerification(tx, { accountId, cause: 'registered' })
    await recordEvent(tx, 'account.email-confirmed', { subjectId: accountId })
    return { outcome: 'confirmed', accountId }
  })
}
