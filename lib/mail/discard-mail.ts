import { recordEvent } from '../audit/record-event'
import { inTransaction, type PortalContext } from '../context'
import { type Outcome } from '../result'
import { eachTemplate, lockAccounts, type MailHooks } from './hooks'

/**
 * Staff give up a failed or undeliverable mail: the row goes. For the room that queued it this is like a mail that
 * cannot be delivered, so a notice without its mail starts no clock (DS-05).
 */
export async function discardMail(
  ctx: PortalContext,
  { id }: { id: string },
  hooks: MailHooks,
): Promise<Outcome<'discarded' | 'not-failed'>> {
  return inTransaction(ctx, async (tx) => {
    const select = { id: true, accountId: true, template: true, state: true } as const
    const found = await tx.db.outgoingMail.findUnique({ where: { id }, select })
    if (found) await lockAccounts(tx, [found])
    const { count } = await tx.db.outgoingMail.deleteMany({ where: { id, state: { in: ['failed', 'bounced'] } } })
    if (!found || count === 0) return { outcome: 'not-failed' }
    if (found.state === 'failed') {
      await eachTemplate([found], hooks, async (hook, mails) => hook.bounced?.(tx, mails))
    }
    await recordEvent(tx, 'mail.discarded', { details: { mailId: id, template: found.template } })
    return { outcome: 'discarded' }
  })
}
