import { berlinDay, type CalendarDay, lastDayAfterOutages, lastDayOf, type OutageDays } from '../dates'

/** Periods of the moderation (DS-07); ISO 8601 durations. */

/** An author may appeal for this long (DSA Art. 20(1)). */
export const APPEAL_PERIOD = 'P6M'
/** Name and address of a visitor who reported something are kept this long after the case: as long as somebody may appeal. */
export const REPORTER_PERIOD = 'P6M'
/** Closed cases with their reports, and measures that are over: until appeals are decided, with some months to spare. */
export const CASE_PERIOD = 'P1Y'

/** Last day (Berlin) on which the author may appeal against a measure (DSA Art. 20(1)); days of outages are added. */
export function appealUntil(startedAt: Date, outages: OutageDays[] = []): CalendarDay {
  const start = berlinDay(startedAt)
  return lastDayAfterOutages(outages, start, lastDayOf(start, APPEAL_PERIOD))
}
