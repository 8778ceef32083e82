import { z } from 'zod'
import { recordEvent } from '../audit/record-event'
import { endAllSessions } from '../auth/sessions'
import { endTokens } from '../auth/token'
import { codesOf, holdRequestKindLabels } from '../codes'
import { inTransaction, type PortalContext } from '../context'
import { rowOf } from '../db/rows'
import { type Rejection, reject } from '../four-eyes/reject'
import { type Release, release } from '../four-eyes/release'
import { type Unfit } from '../four-eyes/second-person'
import { cancelMails } from '../mail/queue-mail'
import { may } from '../may'

/** What a higher room does in the transaction that lifts a hold. */
export type HoldHooks = { completeErasure(tx: PortalContext, accountId: string): Promise<{ outcome: string }> }

export type DecideHoldOutcome = {
  outcome: 'placed' | 'lifted' | 'lifted-and-erased' | 'rejected' | 'not-open' | Unfit
}
type Request = z.output<typeof requestRow>
const requestRow = z.strictObject({
  accountId: z.string(),
  kind: z.enum(codesOf(holdRequestKindLabels)),
  reason: z.string(),
  reviewOn: z.date().nullable(),
})

/**
 * The second person decides on a legal hold (DS-10). Placing seals the account at once: nobody can sign in, all sessions end, so do
 * links that would change it, and periods stand still. Lifting carries out an erasure that was asked for meanwhile, in the same
 * transaction. A notice that the hold stopped is superseded by the sweep: nobody loses an account for not signing in while sealed (DS-05).
 */
export async function decideHold(
  ctx: PortalContext,
  { requestId, decision }: { requestId: string; decision: 'released' | 'rejected' },
  hooks: HoldHooks,
): Promise<DecideHoldOutcome> {
  may.staff(ctx, 'decideOnHold')
  return inTransaction(ctx, async (tx) => {
    const request = await lockRequest(tx, requestId)
    if (!request) return { outcome: 'not-open' }
    const { accountId, kind } = request
    const write = (data: Release | Rejection) =>
      tx.db.holdRequest.update({ where: { id: requestId }, data, select: { id: true } })
    if (decision === 'rejected') {
      const rejected = await reject(tx, 'hold', { id: requestId, concerned: [accountId] })
      if (rejected.outcome !== 'rejected') return rejected
      await write(rejected.rejection)
      await recordEvent(tx, 'hold.rejected', { subjectId: accountId, details: { requestId, kind } })
      return { outcome: 'rejected' }
    }
    const released = await release(tx, 'hold', { id: requestId, concerned: [accountId] })
    if (released.outcome !== 'released') return released
    await write(released.release)
    const staffId = released.release.decidedBy
    return kind === 'place' ? place(tx, requestId, request, staffId) : lift(tx, requestId, request, staffId, hooks)
  })
}

/** The account first, as everywhere: sweep, sign-in and erasure lock in the same order. */
async function lockRequest(tx: PortalContext, requestId: string): Promise<Request | undefined> {
  await tx.db.$queryRaw`
    SELECT id FROM account WHERE id = (SELECT account_id FROM hold_request WHERE id = ${requestId}::uuid) FOR UPDATE`
  const request = await rowOf(tx, requestRow)`
    SELECT account_id AS "accountId", kind, reason, review_on AS "reviewOn" FROM hold_request WHERE id = ${requestId}::uuid`
  return request
}

async function place(
  tx: PortalContext,
  requestId: string,
  { accountId, reason, reviewOn }: Request,
  staffId: string,
): Promise<DecideHoldOutcome> {
  await tx.db.legalHold.create({
    data: { accountId, reason, reviewOn, placedAt: tx.now(), placedBy: staffId },
    select: { id: true },
  })
  await endAllSessions(tx, accountId)
  // Sealed data do not change by a link that is on its way.
  await endTokens(tx, { accountId, purposes: ['reset_password', 'change_email'], outcome: 'withdrawn' })
  await cancelMails(tx, { accountId, templates: ['password-reset', 'confirm-email-change'] })
  await recordEvent(tx, 'hold.placed', { subjectId: accountId, details: { requestId } })
  return { outcome: 'placed' }
}

async function lift(
  tx: PortalContext,
  requestId: string,
  { accountId }: Request,
  staffId: string,
  hooks: HoldHooks,
): Promise<DecideHoldOutcome> {
  const { count } = await tx.db.legalHold.updateMany({
    where: { accountId, releasedAt: null },
    data: { releasedAt: tx.now(), releasedBy: staffId },
  })
  if (count > 0) await recordEvent(tx, 'hold.lifted', { subjectId: accountId, details: { requestId } })
  const waiting = await tx.db.pendingErasure.findUnique({ where: { accountId }, select: { accountId: true } })
  if (waiting) {
    // A restriction of processing may still keep the data (GDPR Art. 18); housekeeping erases them when it ends.
    const { outcome } = await hooks.completeErasure(tx, accountId)
    return { outcome: outcome === 'erased' ? 'lifted-and-erased' : 'lifted' }
  }
  return { outcome: 'lifted' }
}
