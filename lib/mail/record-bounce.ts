import { type MailCause } from '../codes'
import { inTransaction, type PortalContext } from '../context'
import { type Outcome } from '../result'
import { eachTemplate, lockAccounts, type MailHooks, type MailRow } from './hooks'

export const mailRow = { id: true, accountId: true, template: true } as const

/**
 * The provider reports that an accepted mail did not arrive. Repeated and late reports change nothing (R-M7).
 * `not-yet-known`: the id is unknown, but a mail is being sent at this moment whose answer may bring it; ask again.
 */
export async function recordBounce(
  ctx: PortalContext,
  { providerId, error, cause = 'returned' }: { providerId: string; error: string; cause?: MailCause },
  hooks: MailHooks,
): Promise<Outcome<'bounced' | 'already-bounced' | 'unknown' | 'not-yet-known'>> {
  return inTransaction(ctx, async (tx) => {
    const found = await tx.db.outgoingMail.findFirst({ where: { providerId }, select: mailRow })
    if (found) return markBounced(tx, found, { error, cause }, hooks)
    const sending = await tx.db.outgoingMail.findFirst({
      where: { state: 'sending', leaseUntil: { gt: tx.now() } },
      select: { id: true },
    })
    return { outcome: sending ? 'not-yet-known' : 'unknown' }
  })
}

/** An accepted mail did not arrive: its room hears of it once. */
export async function markBounced(
  tx: PortalContext,
  mail: MailRow,
  { error, cause }: { error: string; cause: MailCause },
  hooks: MailHooks,
): Promise<Outcome<'bounced' | 'already-bounced'>> {
  await lockAccounts(tx, [mail])
  const { count } = await tx.db.outgoingMail.updateMany({
    where: { id: mail.id, state: 'accepted' },
    data: { state: 'bounced', lastError: error, cause, changedAt: tx.now() },
  })
  if (count === 0) return { outcome: 'already-bounced' }
  await eachTemplate([mail], hooks, async (hook, mails) => hook.bounced?.(tx, mails))
  return { outcome: 'bounced' }
}
