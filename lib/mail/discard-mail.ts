import { recordEvent } from '../audit/record-event'
import { inTransaction, type PortalContext } from '../context'
import { type Outcome } from '../result'
import { detailsOf, type FailedMails, failedMailsSql } from './failed-mails'
import { eachTemplate, lockAccounts, type MailHooks, type MailRow } from './hooks'

/**
 * Staff give up failed or undeliverable mail: the rows go. For the room that queued it this is like a mail that
 * cannot be delivered, so a notice without its mail starts no clock (DS-05).
 */
export async function discardMail(
  ctx: PortalContext,
  mails: FailedMails,
  hooks: MailHooks,
): Promise<Outcome<'discarded', { count: number }> | Outcome<'not-failed'>> {
  return inTransaction(ctx, async (tx) => {
    const chosen = await tx.db.$queryRaw<MailRow[]>`
      SELECT id, account_id AS "accountId", template FROM outgoing_mail WHERE ${failedMailsSql(mails)}`
    await lockAccounts(tx, chosen)
    const rows = await tx.db.$queryRaw<(MailRow & { hadFailed: boolean })[]>`
      DELETE FROM outgoing_mail WHERE id = ANY(${chosen.map(({ id }) => id)}::uuid[]) AND ${failedMailsSql(mails)}
      RETURNING id, account_id AS "accountId", template, state = 'failed' AS "hadFailed"`
    if (rows.length === 0) return { outcome: 'not-failed' }
    // Whatever had bounced was told to its room then.
    const failed = rows.filter(({ hadFailed }) => hadFailed)
    await eachTemplate(failed, hooks, async (hook, lost) => hook.bounced?.(tx, lost))
    await recordEvent(tx, 'mail.discarded', { details: detailsOf(mails, rows.length) })
    return { outcome: 'discarded', count: rows.length }
  })
}
