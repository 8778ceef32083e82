import { type CalendarDay, lastDayOf } from '../dates'

/** Time to answer a request: one month by the calendar after receipt (GDPR Art. 12(3)). */
export const ANSWER_PERIOD = 'P1M'

/** How long the link of the identity check works, in days. Staff can send a new one at any time. */
export const IDENTITY_LINK_DAYS = 14

/** Last day for the answer: received on 31 January → 28 or 29 February. */
export function answerDueOn(receivedOn: CalendarDay): CalendarDay {
  return lastDayOf(receivedOn, ANSWER_PERIOD)
}
