import { recordEvent } from '../audit/record-event'
import { type PortalContext } from '../context'
import { rowsOf } from '../db/rows'
import { may } from '../may'
import { type Outcome } from '../result'
import { detailsOf, type FailedMails, failedMailsSql, hasTextSql, inBatches, outcomeOf } from './failed-mails'
import { eachTemplate, type MailHooks, revivedRow } from './hooks'

/**
 * Staff let failed or undeliverable mail start anew, with all its tries; what its room had given up waits again (DS-05,
 * DS-11). Mail without a text (it came back after its acceptance) stays. `partly`: time ran out, the same again goes on.
 */
export async function retryMail(
  ctx: PortalContext,
  mails: FailedMails,
  hooks: MailHooks,
  { budgetMs }: { budgetMs?: number } = {},
): Promise<Outcome<'retried' | 'partly', { count: number }> | Outcome<'not-failed'>> {
  may.staffOrPortal(ctx, 'retryFailedMail')
  const done = await inBatches(ctx, { mails, where: hasTextSql, budgetMs }, async (tx, ids) => {
    const now = tx.now()
    const rows = await rowsOf(tx, revivedRow)`
      WITH mine AS MATERIALIZED (
        SELECT id, state FROM outgoing_mail
        WHERE id = ANY(${ids}::uuid[]) AND ${failedMailsSql(mails)} AND ${hasTextSql} ORDER BY id FOR UPDATE
      )
      UPDATE outgoing_mail AS mail SET state = 'queued', attempts = 0, due_at = ${now}, rendered_for = NULL,
        batch_id = NULL, refused_at = NULL, spared_at = NULL, possible_copies = 0, changed_at = ${now}
      FROM mine WHERE mail.id = mine.id
      RETURNING mail.id, account_id AS "accountId", template, mine.state = 'bounced' AS "wasBounced"`
    if (rows.length === 0) return 0
    const bounced = rows.filter(({ wasBounced }) => wasBounced)
    await eachTemplate(bounced, hooks, async (hook, revived) => hook.revived?.(tx, revived))
    await recordEvent(tx, 'mail.retried', { details: detailsOf(mails, rows.length) })
    return rows.length
  })
  return outcomeOf(done, 'retried')
}
