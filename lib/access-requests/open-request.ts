import { z } from 'zod'
import { recordEvent } from '../audit/record-event'
import { type RequestKind } from '../codes'
import { inTransaction, type PortalContext } from '../context'
import { berlinDay, type CalendarDay, sqlDateOfDay } from '../dates'
import { rowOf } from '../db/rows'
import { may } from '../may'
import { answerDueOn } from './periods'
import { sendIdentityCheck } from './send-identity-check'

export type OpenRequestOutcome =
  | { outcome: 'opened' | 'already-open'; requestId: string }
  | { outcome: 'unknown-member' | 'unconfirmed' | 'received-in-future' }

const isConfirmedRow = z.strictObject({ isConfirmed: z.boolean() })

/**
 * Enters a request that came by e-mail or letter: erasure (DS-04, last sentence), access and the rest (DS-12). `receivedOn` is a Berlin day; the
 * answer is due one month later. The identity is checked by a mail to the stored address, queued in the same
 * transaction. At most one open request of a kind per member: a second entry leads to the first.
 */
export async function openRequest(
  ctx: PortalContext,
  {
    accountId,
    kind = 'erasure',
    receivedOn,
    note,
  }: { accountId: string; kind?: RequestKind; receivedOn: CalendarDay; note?: string },
): Promise<OpenRequestOutcome> {
  const staff = may.staff(ctx, 'openErasureRequest')
  if (receivedOn > berlinDay(ctx.now())) return { outcome: 'received-in-future' }
  return inTransaction(ctx, async (tx) => {
    const account = await rowOf(tx, isConfirmedRow)`
      SELECT email_confirmed_at IS NOT NULL AS "isConfirmed" FROM account WHERE id = ${accountId}::uuid FOR UPDATE`
    if (!account) return { outcome: 'unknown-member' }
    // Nobody has proved that this address belongs to the person; the registration disappears by itself within days (DS-03).
    if (!account.isConfirmed) return { outcome: 'unconfirmed' }
    const open = await tx.db.dataRequest.findFirst({
      where: { accountId, kind, closedAt: null },
      select: { id: true },
    })
    if (open) return { outcome: 'already-open', requestId: open.id }
    const dueOn = answerDueOn(receivedOn)
    const { id: requestId } = await tx.db.dataRequest.create({
      data: {
        accountId,
        kind,
        receivedOn: sqlDateOfDay(receivedOn),
        dueOn: sqlDateOfDay(dueOn),
        enteredAt: tx.now(),
        enteredBy: staff.accountId,
        note: note || null,
      },
      select: { id: true },
    })
    await sendIdentityCheck(tx, { accountId, requestId, kind, receivedOn })
    await recordEvent(tx, 'request.opened', {
      subjectId: accountId,
      details: { requestId, kind, receivedOn, dueOn },
    })
    return { outcome: 'opened', requestId }
  })
}
