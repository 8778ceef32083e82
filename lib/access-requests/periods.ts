import { type CalendarDay, lastDayOf } from '../dates'

/** Time to answer a request: one month by the calendar after receipt (GDPR Art. 12(3)). */
export const ANSWER_PERIOD = 'P1M'

/** How long the link of the identity check works, in days. Staff can send a new one at any time. */
export const IDENTITY_LINK_DAYS = 14

/** With an extension: two months more, for complex or many requests, told to the person within the first month (Art. 12(3)). */
const EXTENDED_PERIOD = 'P3M'

/** Staff are reminded this many days before the answer is due. */
export const REMINDER_DAYS = 7

/** Last day for the answer: received on 31 January → 28 or 29 February. */
export function answerDueOn(receivedOn: CalendarDay): CalendarDay {
  return lastDayOf(receivedOn, ANSWER_PERIOD)
}

/** Last day after the extension, counted from the receipt as well. */
export function extendedDueOn(receivedOn: CalendarDay): CalendarDay {
  return lastDayOf(receivedOn, EXTENDED_PERIOD)
}
