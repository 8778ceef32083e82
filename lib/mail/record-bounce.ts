import { inTransaction, type PortalContext } from '../context'
import { type Outcome } from '../result'
import { eachTemplate, lockAccounts, type MailHooks } from './hooks'

/**
 * The provider reports that an accepted mail did not arrive. Repeated and late reports change nothing (R-M7).
 * `not-yet-known`: the id is unknown, but a mail is being sent at this moment whose answer may bring it; ask again.
 */
export async function recordBounce(
  ctx: PortalContext,
  { providerId, error }: { providerId: string; error: string },
  hooks: MailHooks,
): Promise<Outcome<'bounced' | 'already-bounced' | 'unknown' | 'not-yet-known'>> {
  return inTransaction(ctx, async (tx) => {
    const now = tx.now()
    const select = { id: true, accountId: true, template: true } as const
    const found = await tx.db.outgoingMail.findFirst({ where: { providerId }, select })
    if (!found) {
      const sending = await tx.db.outgoingMail.findFirst({
        where: { state: 'sending', leaseUntil: { gt: now } },
        select: { id: true },
      })
      return { outcome: sending ? 'not-yet-known' : 'unknown' }
    }
    await lockAccounts(tx, [found])
    const { count } = await tx.db.outgoingMail.updateMany({
      where: { id: found.id, state: 'accepted' },
      data: { state: 'bounced', lastError: error, changedAt: now },
    })
    if (count === 0) return { outcome: 'already-bounced' }
    await eachTemplate([found], hooks, async (hook, mails) => hook.bounced?.(tx, mails))
    return { outcome: 'bounced' }
  })
}
