import { z } from 'zod'
import { recordEvent } from '../audit/record-event'
import { type PortalContext } from '../context'
import { rowsOf } from '../db/rows'
import { may } from '../may'
import { type Outcome } from '../result'
import { detailsOf, type FailedMails, failedMailsSql, inBatches, outcomeOf } from './failed-mails'
import { eachTemplate, type MailHooks, mailRow } from './hooks'

const discardedRow = mailRow.extend({ hadFailed: z.boolean() })

/**
 * Staff give up failed or undeliverable mail: the rows go. For the room that queued it this is like a mail that
 * cannot be delivered, so a notice without its mail starts no clock (DS-05). `partly`: time ran out, the same again goes on.
 */
export async function discardMail(
  ctx: PortalContext,
  mails: FailedMails,
  hooks: MailHooks,
  { budgetMs }: { budgetMs?: number } = {},
): Promise<Outcome<'discarded' | 'partly', { count: number }> | Outcome<'not-failed'>> {
  may.staffOrPortal(ctx, 'discardFailedMail')
  const done = await inBatches(ctx, { mails, budgetMs }, async (tx, ids) => {
    const rows = await rowsOf(tx, discardedRow)`
      DELETE FROM outgoing_mail WHERE id = ANY(${ids}::uuid[]) AND ${failedMailsSql(mails)}
      RETURNING id, account_id AS "accountId", template, state = 'failed' AS "hadFailed"`
    if (rows.length === 0) return 0
    // Whatever had bounced was told to its room then.
    const failed = rows.filter(({ hadFailed }) => hadFailed)
    await eachTemplate(failed, hooks, async (hook, lost) => hook.bounced?.(tx, lost))
    await recordEvent(tx, 'mail.discarded', { details: detailsOf(mails, rows.length) })
    return rows.length
  })
  return outcomeOf(done, 'discarded')
}
