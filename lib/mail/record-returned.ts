import { recordEvent } from '../audit/record-event'
import { inTransaction, type PortalContext } from '../context'
import { may } from '../may'
import { type Outcome } from '../result'
import { type MailHooks } from './hooks'
import { returnMail } from './return-mail'

/** Stands at a mail of which staff say that it came back: what they said by mistake they can take back. */
export const REPORTED_BY_STAFF = 'reported by staff'

/**
 * Staff hold a report, on paper or in a mailbox, that an accepted mail came back (DS-05, DS-11): without a mailbox that the portal reads
 * nobody else tells it. It counts as long as the account stands, also when the queue has forgotten the mail itself.
 */
export async function recordReturned(
  ctx: PortalContext,
  { mailId, accountId }: { mailId: string; accountId: string },
  hooks: MailHooks,
): Promise<Outcome<'bounced' | 'already-bounced' | 'unknown' | 'not-yet-known'>> {
  may.staffOrPortal(ctx, 'reportReturned')
  return inTransaction(ctx, async (tx) => {
    const report = { mailId, accountId, error: REPORTED_BY_STAFF, cause: 'returned' } as const
    const result = await returnMail(tx, report, hooks)
    if (result.outcome === 'bounced') {
      await recordEvent(tx, 'mail.returned', { subjectId: accountId, details: { mailId } })
    }
    return result
  })
}
