import { type PortalContext } from '../context'
import { berlinDay, type CalendarDay, dayOfSqlDate } from '../dates'
import { may } from '../may'
import { endObjection, type WithdrawalOutcome } from './withdraw-objection'

type Outcome = WithdrawalOutcome | { outcome: 'received-in-future' | 'received-before-objection' }

/**
 * Staff enter the letter by which a member withdraws an objection (DS-11). What counts is the Berlin day on which it arrived: within
 * the time to object everything is as if nothing had been said; after it, the letter is the agreement, with its wording. The member gets
 * a confirmation by e-mail.
 */
export async function withdrawByLetter(
  ctx: PortalContext,
  { objectionId, receivedOn, wording }: { objectionId: string; receivedOn: CalendarDay; wording: string },
): Promise<Outcome> {
  const { accountId: enteredBy } = may.staff(ctx, 'enterWithdrawal')
  const objection = await ctx.db.policyObjection.findUnique({
    where: { id: objectionId },
    select: { accountId: true, versionNumber: true, receivedOn: true, withdrawnAt: true },
  })
  if (!objection || objection.withdrawnAt) return { outcome: 'no-objection' }
  if (receivedOn > berlinDay(ctx.now())) return { outcome: 'received-in-future' }
  if (receivedOn < dayOfSqlDate(objection.receivedOn)) return { outcome: 'received-before-objection' }
  const { accountId, versionNumber } = objection
  return endObjection(ctx, { accountId, versionNumber, letter: { receivedOn, wording, enteredBy } })
}
