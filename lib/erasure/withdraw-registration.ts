import { lockAccount } from '../accounts/lock-address'
import { showOldestRegistration } from '../accounts/registrations'
import { recordEvent } from '../audit/record-event'
import { inspectToken, type LinkState, redeemToken } from '../auth/token'
import { stopUnaskedMail } from '../auth/unasked-mail'
import { inTransaction, type PortalContext } from '../context'
import { eraseUnproven } from './erase-unproven'
import { appendErasures } from './erasure-log'

const purpose = 'confirm_registration'

/**
 * "Das war ich nicht": who has the mailbox ends a registration that somebody else began with the address (DS-03). What it said is gone at
 * once, with the account if no other registration waits, and for a while no further mail of that kind goes there.
 */
export async function withdrawRegistration(
  ctx: PortalContext,
  { secret }: { secret: string },
): Promise<{ outcome: Exclude<LinkState['outcome'], 'open'> }> {
  const link = await inspectToken(ctx, { secret, purpose })
  if (link.outcome !== 'open') return { outcome: link.outcome }
  const { accountId, registrationId } = link
  const account = await ctx.db.account.findUnique({ where: { id: accountId }, select: { email: true } })
  let hasErased = false
  const result = await inTransaction(ctx, async (tx) => {
    await lockAccount(tx, accountId)
    const redemption = await redeemToken(tx, { secret, purpose, outcome: 'withdrawn' })
    if (redemption.outcome !== 'redeemed') return { outcome: redemption.outcome }
    if (registrationId) await tx.db.registration.deleteMany({ where: { id: registrationId } })
    await recordEvent(tx, 'account.registration-withdrawn', { subjectId: accountId })
    if ((await showOldestRegistration(tx, accountId)).outcome === 'none') {
      hasErased = (await eraseUnproven(tx, { accountId, because: 'withdrawn' })).outcome === 'erased'
    }
    return { outcome: 'withdrawn' } as const
  })
  if (hasErased) await appendErasures(ctx)
  if (result.outcome === 'withdrawn' && account) await stopUnaskedMail(account.email)
  return result
}
