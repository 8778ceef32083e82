import { Temporal } from 'temporal-polyfill'

/**
 * Calendar rules of the portal (DS-05, DS-11; BGB §§ 187, 188): periods are whole calendar days in Europe/Berlin, in
 * the member's favour, whatever the time zone of the server. Pure functions; instants are `Date`, calendar days are
 * `CalendarDay`, periods are ISO 8601 durations of whole days, weeks, months or years ("P1Y", "P28D").
 */
export const PORTAL_TIME_ZONE = 'Europe/Berlin'

/** "2026-12-21": a day in Europe/Berlin. Compares correctly as text. */
export type CalendarDay = string

/** The calendar day in Berlin on which an instant lies. */
export function berlinDay(instant: Date): CalendarDay {
  return Temporal.Instant.fromEpochMilliseconds(instant.getTime())
    .toZonedDateTimeISO(PORTAL_TIME_ZONE)
    .toPlainDate()
    .toString()
}

/** The last day of a period that the day of the event starts: 2024-02-29 + P1Y → 2025-02-28 (BGB § 188 (3)). */
export function lastDayOf(start: CalendarDay, period: string): CalendarDay {
  return Temporal.PlainDate.from(start).add(Temporal.Duration.from(period), { overflow: 'constrain' }).toString()
}

/** A day shifted by whole days; negative goes back. */
export function addDays(day: CalendarDay, days: number): CalendarDay {
  return Temporal.PlainDate.from(day).add({ days }).toString()
}

/** Whole days from one day to another; negative if `to` is earlier. */
export function daysBetween(from: CalendarDay, to: CalendarDay): number {
  return Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to), { largestUnit: 'days' }).days
}

/** The instant at which a Berlin day begins (00:00 local; 23 or 25 hours before the next on days of a clock change). */
export function startOfDay(day: CalendarDay): Date {
  const zoned = Temporal.PlainDate.from(day).toZonedDateTime(PORTAL_TIME_ZONE)
  return new Date(zoned.epochMilliseconds)
}

/** First day after the year (or other inactivity period) without a sign-in: the notice may go out from here (DS-05). */
export function noticeDueOn(lastLoginAt: Date, inactivityPeriod: string): CalendarDay {
  return addDays(lastDayOf(berlinDay(lastLoginAt), inactivityPeriod), 1)
}

/**
 * Latest day that can start a period which is over before `day`: whoever last signed in on it or earlier is inactive on
 * `day`. The inverse of lastDayOf, exact at month ends and leap days: ("2025-03-01", "P1Y") → "2024-02-29".
 */
export function latestStartOver(day: CalendarDay, period: string): CalendarDay {
  const duration = Temporal.Duration.from(period)
  // Going back lands too early where a month is shorter; three days cover every month end.
  let start = Temporal.PlainDate.from(day).subtract(duration, { overflow: 'constrain' }).add({ days: 3 })
  while (
    Temporal.PlainDate.compare(start.add(duration, { overflow: 'constrain' }), Temporal.PlainDate.from(day)) >= 0
  ) {
    start = start.subtract({ days: 1 })
  }
  return start.toString()
}

/** Last day on which the member can answer a notice that the provider accepted at `acceptedAt` (DS-05). */
export function respondByDay(acceptedAt: Date, responsePeriod: string): CalendarDay {
  return lastDayOf(berlinDay(acceptedAt), responsePeriod)
}

/** `YYYY-MM-DD` that exists in the calendar, or undefined. */
export function parseDay(text: string): CalendarDay | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined
  try {
    return Temporal.PlainDate.from(text, { overflow: 'reject' }).toString()
  } catch {
    return undefined
  }
}

/** A PostgreSQL `date` as Prisma hands it out (midnight UTC) → calendar day. */
export function dayOfSqlDate(value: Date): CalendarDay {
  return value.toISOString().slice(0, 10)
}

/** Calendar day → what Prisma expects for a `date` column. */
export function sqlDateOfDay(day: CalendarDay): Date {
  return new Date(`${day}T00:00:00.000Z`)
}

/** Calendar days on which nobody could use the portal, whole and in Berlin, both included. */
export type OutageDays = { firstDay: CalendarDay; lastDay: CalendarDay }

/** The calendar days that an outage touched: each of them is credited. */
export function outageDays(beganAt: Date, endedAt: Date): OutageDays {
  return { firstDay: berlinDay(beganAt), lastDay: berlinDay(endedAt) }
}

/**
 * Last day of a period that the day `start` starts and that would end with the day `last`: the days of every outage that met it are
 * added (DS-03, DS-05, DS-11). `start` itself is no part of the period (BGB § 187). After an outage a whole day is left at least. In SQL: outage_last_day().
 */
export function lastDayAfterOutages(outages: OutageDays[], start: CalendarDay, last: CalendarDay): CalendarDay {
  const inOrder = outages
    .filter(({ lastDay }) => lastDay > start)
    .sort((a, b) => (a.firstDay + a.lastDay).localeCompare(b.firstDay + b.lastDay))
  const begin = addDays(start, 1)
  let end = last
  for (const { firstDay, lastDay } of inOrder) {
    if (firstDay > end) break
    end = addDays(end, daysBetween(firstDay > begin ? firstDay : begin, lastDay) + 1)
  }
  return end
}
