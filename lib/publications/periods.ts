/** Rules of this room in figures (DS-07). Days are calendar days in Europe/Berlin. */

/** What has no end date is shown this long after its author last said that it holds (ISO 8601). */
export const CONFIRMATION_PERIOD = 'P6M'

/** The author is reminded so many days before the last day. */
export const REMINDER_DAYS = { dated: 3, undated: 14 } as const

/** New publications of one member within 24 hours. */
export const MOST_PER_DAY = 30
