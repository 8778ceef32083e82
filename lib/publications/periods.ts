/** Rules of this room in figures (DS-07). Days are calendar days in Europe/Berlin. */

/** So many publications of a member are reviewed before they appear; later ones appear at once and are looked at afterwards. */
export const FIRST_PUBLICATIONS_REVIEWED = 3

/** What has no end date is shown this long after its author last said that it holds (ISO 8601). */
export const CONFIRMATION_PERIOD = 'P6M'

/** The author is reminded so many days before the last day. */
export const REMINDER_DAYS = { dated: 3, undated: 14 } as const

/** New publications of one member within 24 hours. */
export const MOST_PER_DAY = 30
