import { recordEvent } from '../audit/record-event'
import { inspectToken, redeemToken, voidTokens } from '../auth/token'
import { inTransaction, type PortalContext } from '../context'
import { cancelMails, queueMail } from '../mail/queue-mail'
import { lockAccount, lockAddress } from './lock-address'

type Outcome =
  | { outcome: 'changed' }
  | { outcome: 'already-changed' }
  | { outcome: 'address-taken' }
  | { outcome: 'expired' }
  | { outcome: 'invalid' }

/**
 * The owner of the new address confirms it (DS-04): from now on it is the address of the account. The old one gets a note
 * (S-A10), and links that were sent there end (S-M4). `address-taken`: somebody registered the address meanwhile.
 */
export async function confirmEmailChange(ctx: PortalContext, { secret }: { secret: string }): Promise<Outcome> {
  const purpose = 'change_email' as const
  return inTransaction(ctx, async (tx) => {
    const link = await inspectToken(tx, { secret, purpose })
    if (link.outcome === 'open') {
      await lockAddress(tx, link.newEmail ?? '')
      await lockAccount(tx, link.accountId)
    }
    const redemption = await redeemToken(tx, { secret, purpose })
    if (redemption.outcome === 'used') return { outcome: 'already-changed' }
    if (redemption.outcome !== 'redeemed') return { outcome: redemption.outcome }
    const { accountId, newEmail } = redemption
    if (!newEmail) return { outcome: 'invalid' }
    if (await tx.db.account.findUnique({ where: { email: newEmail }, select: { id: true } })) {
      return { outcome: 'address-taken' }
    }
    await takeOver(tx, accountId, newEmail)
    return { outcome: 'changed' }
  })
}

async function takeOver(tx: PortalContext, accountId: string, newEmail: string): Promise<void> {
  const old = await tx.db.account.findUniqueOrThrow({ where: { id: accountId }, select: { email: true } })
  await tx.db.account.update({ where: { id: accountId }, data: { email: newEmail }, select: { id: true } })
  await voidTokens(tx, { accountId, purposes: ['reset_password', 'change_email', 'confirm_request'] })
  await cancelMails(tx, { accountId, templates: ['password-reset', 'erasure-request-identity'] })
  await recordEvent(tx, 'account.email-changed', { subjectId: accountId })
  await queueMail(tx, {
    template: 'email-changed-notice',
    accountId,
    recipient: old.email,
    props: { changedAt: tx.now().toISOString() },
  })
}
