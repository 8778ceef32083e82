import { z } from 'zod'
import { openRequest } from '../access-requests/open-request'
import { recordEvent } from '../audit/record-event'
import { type InboundOutcome, type RequestKind } from '../codes'
import { inTransaction, type PortalContext } from '../context'
import { berlinDay } from '../dates'
import { rowOf, rowsOf } from '../db/rows'
import { type MailHooks } from '../mail/hooks'
import { recordReturned } from '../mail/record-returned'
import { may } from '../may'
import { announcedVersions } from '../policies/announced-versions'
import { objectToVersion } from '../policies/object-to-version'

export type Decision =
  | { outcome: Exclude<InboundOutcome, 'request'> }
  /** Becomes a case of the member, with the day on which it arrived. */
  | { outcome: 'request'; kind: RequestKind }

const openRow = z.strictObject({ accountId: z.string().nullable(), receivedAt: z.date() })
const mailIdRow = z.strictObject({ mailId: z.string() })

/**
 * Staff decide about a message that waits (DS-04, DS-05, DS-12). A request is opened with the day of its arrival, and only the stored
 * address can confirm it; `returned`: the running notice and announcements of the member did not arrive. `no-member`: nobody with this
 * address has an account, so there is neither. `no-objection`: no version that could still be objected to when the mail arrived.
 */
export async function settleInbound(
  ctx: PortalContext,
  { inboundId, decision }: { inboundId: string; decision: Decision },
  hooks: MailHooks,
): Promise<{ outcome: 'settled'; requestId?: string } | { outcome: 'not-open' | 'no-member' | 'no-objection' }> {
  const staff = may.staff(ctx, 'settleInboundMail')
  return inTransaction(ctx, async (tx) => {
    const mail = await rowOf(tx, openRow)`
      SELECT account_id AS "accountId", received_at AS "receivedAt" FROM inbound_mail
      WHERE id = ${inboundId}::uuid AND due_on IS NOT NULL AND settled_at IS NULL FOR UPDATE`
    if (!mail) return { outcome: 'not-open' }
    const { accountId } = mail
    let requestId: string | undefined
    if (['request', 'returned', 'objection'].includes(decision.outcome)) {
      if (!accountId) return { outcome: 'no-member' }
      if (decision.outcome === 'objection' && !(await object(tx, accountId, mail.receivedAt)))
        return { outcome: 'no-objection' }
      if (decision.outcome === 'returned') await returnRunning(tx, accountId, hooks)
      if (decision.outcome === 'request') {
        const receivedOn = berlinDay(mail.receivedAt)
        const opened = await openRequest(tx, { accountId, kind: decision.kind, receivedOn, note: 'Per E-Mail' })
        if (!('requestId' in opened)) return { outcome: 'no-member' }
        requestId = opened.requestId
      }
    }
    await tx.db.inboundMail.update({
      where: { id: inboundId },
      data: { settledAt: tx.now(), settledBy: staff.accountId, outcome: decision.outcome },
      select: { id: true },
    })
    const details = { inboundId, outcome: decision.outcome, ...(requestId && { requestId }) }
    await recordEvent(tx, 'inbound.settled', { ...(accountId && { subjectId: accountId }), details })
    return { outcome: 'settled', ...(requestId && { requestId }) }
  })
}

/**
 * An objection by mail against the newest version that was announced (DS-11). It counts from the day of its arrival, whenever staff read it:
 * what was written in time is in time. False: there is none, or its time was over on that day.
 */
async function object(tx: PortalContext, accountId: string, receivedAt: Date): Promise<boolean> {
  const receivedOn = berlinDay(receivedAt)
  const versions = (await announcedVersions(tx)).filter(({ publishedAt }) => berlinDay(publishedAt) <= receivedOn)
  const number = Math.max(0, ...versions.map((version) => version.number))
  const { outcome } = await objectToVersion(tx, { accountId, versionNumber: number, receivedOn })
  return outcome === 'objected' || outcome === 'already-objected'
}

/** The mails with which a period of the member has begun. */
async function returnRunning(tx: PortalContext, accountId: string, hooks: MailHooks): Promise<void> {
  const mails = await rowsOf(tx, mailIdRow)`
    SELECT mail_id AS "mailId" FROM inactivity_notice WHERE account_id = ${accountId}::uuid AND closed_at IS NULL AND mail_id IS NOT NULL
    UNION ALL SELECT mail_id FROM policy_announcement
    WHERE account_id = ${accountId}::uuid AND mail_id IS NOT NULL AND accepted_at IS NOT NULL AND objected_at IS NULL AND bounced_at IS NULL`
  for (const { mailId } of mails) await recordReturned(tx, { mailId, accountId }, hooks)
}
