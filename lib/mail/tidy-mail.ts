import { type PortalContext } from '../context'

/**
 * How long the queue remembers a mail that is done with. Bounces arrive within days; what a period counts from is kept
 * where it belongs (inactivity_notice, policy_announcement), not here.
 */
export const MAIL_RECORD_PERIOD = 'P90D'
/** Failed mail to people without an account holds an address that nothing else erases: staff decide within this time. */
const STRANGERS_PERIOD = 'P30D'
const BATCH = 5_000

/** Housekeeping: forgets old mail, and puts mail of crashed workers back into the queue. */
export async function tidyMail(ctx: PortalContext): Promise<{ removed: number; released: number }> {
  const now = ctx.now().toISOString()
  // The text may have been sent: its key stays.
  const released = await ctx.db.$executeRaw`
    UPDATE outgoing_mail SET state = 'queued', due_at = lease_until, lease_id = NULL, lease_until = NULL,
      changed_at = ${now}::timestamptz
    WHERE state = 'sending' AND lease_until <= ${now}::timestamptz`
  let removed = 0
  for (let count = BATCH; count === BATCH; removed += count) {
    count = await ctx.db.$executeRaw`
      DELETE FROM outgoing_mail WHERE id IN (
        SELECT id FROM outgoing_mail
        WHERE state IN ('accepted', 'bounced', 'failed')
          AND changed_at < ${now}::timestamptz - CASE WHEN account_id IS NULL AND state <> 'accepted'
            THEN ${STRANGERS_PERIOD}::interval ELSE ${MAIL_RECORD_PERIOD}::interval END
        ORDER BY id LIMIT ${BATCH} FOR UPDATE SKIP LOCKED
      )`
  }
  return { removed, released }
}
