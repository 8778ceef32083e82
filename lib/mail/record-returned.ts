import { recordEvent } from '../audit/record-event'
import { inTransaction, type PortalContext } from '../context'
import { may } from '../may'
import { type Outcome } from '../result'
import { lockAccounts, type MailHooks } from './hooks'
import { mailRow, markBounced } from './record-bounce'

/**
 * Staff hold a report, on paper or in a mailbox, that an accepted mail came back (DS-05, DS-11): with SMTP nobody else
 * tells the portal. It counts as long as the account stands, also when the queue has forgotten the mail itself.
 */
export async function recordReturned(
  ctx: PortalContext,
  { mailId, accountId }: { mailId: string; accountId: string },
  hooks: MailHooks,
): Promise<Outcome<'bounced' | 'already-bounced' | 'unknown'>> {
  may.staffOrPortal(ctx, 'reportReturned')
  return inTransaction(ctx, async (tx) => {
    const found = await tx.db.outgoingMail.findUnique({ where: { id: mailId }, select: mailRow })
    if (found && found.accountId !== accountId) return { outcome: 'unknown' }
    const report = { error: 'reported by staff', cause: 'returned' } as const
    const result = found
      ? await markBounced(tx, found, report, hooks)
      : await tellEverybody(tx, mailId, accountId, hooks)
    if (result.outcome === 'bounced') {
      await recordEvent(tx, 'mail.returned', { subjectId: accountId, details: { mailId } })
    }
    return result
  })
}

/** The rooms find their own rows by the id of the mail; what is closed there stays closed. */
async function tellEverybody(
  tx: PortalContext,
  mailId: string,
  accountId: string,
  hooks: MailHooks,
): Promise<Outcome<'bounced'>> {
  await lockAccounts(tx, [{ accountId }])
  for (const hook of Object.values(hooks)) await hook.bounced?.(tx, [{ id: mailId, accountId }])
  return { outcome: 'bounced' }
}
