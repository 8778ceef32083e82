import { z } from 'zod'
import { recordEvent } from '../audit/record-event'
import { type RequestKind, requestKindLabels } from '../codes'
import { inTransaction, type PortalContext } from '../context'
import { berlinDay, type CalendarDay, sqlDateOfDay } from '../dates'
import { rowOf } from '../db/rows'
import { queueMail } from '../mail/queue-mail'
import { may } from '../may'
import { answerDueOn } from './periods'

type Wish = {
  kind: RequestKind
  name: string
  email?: string
  /** Postal address, several lines. */
  address?: string
  receivedOn: CalendarDay
  note?: string
}

const accountRow = z.strictObject({ id: z.string() })

/**
 * Enters the request of a person without an account (DS-12; GDPR Art. 12(3)): the month runs from `receivedOn`, a Berlin day, as for members.
 * The receipt goes to the address that the person gave, and says nothing about anybody. `has-account`: the address belongs to a member, whose
 * request goes the way of members. `no-way-to-answer`: neither mail nor postal address.
 */
export function openOutsideRequest(
  ctx: PortalContext,
  { receivedOn, ...wish }: Wish,
): Promise<
  | { outcome: 'opened'; outsideId: string }
  | { outcome: 'has-account'; accountId: string }
  | { outcome: 'received-in-future' | 'no-way-to-answer' }
> {
  return inTransaction(ctx, async (tx) => {
    const staff = await may.staffNow(tx, 'openOutsideRequest')
    const { kind, email, address } = wish
    if (receivedOn > berlinDay(tx.now())) return { outcome: 'received-in-future' }
    if (!email && !address) return { outcome: 'no-way-to-answer' }
    const account = await rowOf(tx, accountRow)`
      SELECT id FROM account WHERE email = ${email ?? null} AND email_confirmed_at IS NOT NULL`
    if (account) return { outcome: 'has-account', accountId: account.id }
    const dueOn = answerDueOn(receivedOn)
    const days = { receivedOn: sqlDateOfDay(receivedOn), dueOn: sqlDateOfDay(dueOn) }
    const { id: outsideId } = await tx.db.outsideRequest.create({
      data: { ...wish, ...days, enteredAt: tx.now(), enteredBy: staff.accountId },
      select: { id: true },
    })
    if (email) {
      const props = { stage: 'received', kind: requestKindLabels[kind], receivedOn, dueOn } as const
      await queueMail(tx, { template: 'outside-request', recipient: email, props })
    }
    await recordEvent(tx, 'outside-request.opened', { subjectId: outsideId, details: { kind, receivedOn, dueOn } })
    return { outcome: 'opened', outsideId }
  })
}
