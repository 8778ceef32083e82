import { afterEach, describe, expect, it } from 'vitest'
import {
  addDays,
  berlinDay,
  dayOfSqlDate,
  daysBetween,
  lastDayOf,
  latestStartOver,
  noticeDueOn,
  parseDay,
  respondByDay,
  sqlDateOfDay,
  startOfDay,
} from '@/lib/dates'

/**
 * The calendar of DS-05 as a table: documentation and test in one (R-T1 to R-T3). Whole calendar days in Europe/Berlin, in the
 * member's favour (BGB §§ 187, 188): the day of the event does not count, the period ends with the end of its last day, and
 * what the portal may then do it may do from the day after.
 */
const zones = ['Europe/Berlin', 'UTC', 'America/New_York', 'Asia/Tokyo']
const ownZone = process.env.TZ

afterEach(() => {
  process.env.TZ = ownZone
})

describe.each(zones)('on a server in %s', (zone) => {
  // Last sign-in (instant, UTC) | its day in Berlin | last day of the year | notice from
  it.each([
    ['an ordinary day', '2025-06-15T10:00:00Z', '2025-06-15', '2026-06-15', '2026-06-16'],
    ['29 February: the year ends with 28 February', '2024-02-29T12:00:00Z', '2024-02-29', '2025-02-28', '2025-03-01'],
    ['28 February before a leap day', '2023-02-28T12:00:00Z', '2023-02-28', '2024-02-28', '2024-02-29'],
    ['28 February of a leap year', '2024-02-28T12:00:00Z', '2024-02-28', '2025-02-28', '2025-03-01'],
    ['1 March after a leap day', '2024-03-01T12:00:00Z', '2024-03-01', '2025-03-01', '2025-03-02'],
    ['29 February 2028', '2028-02-29T12:00:00Z', '2028-02-29', '2029-02-28', '2029-03-01'],
    ['New Year’s Eve', '2025-12-31T12:00:00Z', '2025-12-31', '2026-12-31', '2027-01-01'],
    ['the last millisecond of a day in winter', '2025-01-15T22:59:59.999Z', '2025-01-15', '2026-01-15', '2026-01-16'],
    ['midnight in winter belongs to the new day', '2025-01-15T23:00:00Z', '2025-01-16', '2026-01-16', '2026-01-17'],
    ['the last millisecond of a day in summer', '2025-07-15T21:59:59.999Z', '2025-07-15', '2026-07-15', '2026-07-16'],
    ['midnight in summer belongs to the new day', '2025-07-15T22:00:00Z', '2025-07-16', '2026-07-16', '2026-07-17'],
    ['the year turns in Berlin, not in UTC', '2025-12-31T23:30:00Z', '2026-01-01', '2027-01-01', '2027-01-02'],
    ['before the clocks go forward', '2025-03-30T00:30:00Z', '2025-03-30', '2026-03-30', '2026-03-31'],
    ['in the hour that comes twice', '2025-10-26T00:30:00Z', '2025-10-26', '2026-10-26', '2026-10-27'],
    ['in the same hour again', '2025-10-26T01:30:00Z', '2025-10-26', '2026-10-26', '2026-10-27'],
  ])('one year after the last sign-in: %s', (_, instant, day, lastDay, from) => {
    process.env.TZ = zone
    expect(berlinDay(new Date(instant))).toBe(day)
    expect(lastDayOf(day, 'P1Y')).toBe(lastDay)
    expect(noticeDueOn(new Date(instant), 'P1Y')).toBe(from)
  })

  // Notice accepted (instant, UTC) | last day to answer | erasure from
  it.each([
    ['an ordinary day', '2026-06-15T10:00:00Z', '2026-07-13', '2026-07-14'],
    ['over the change to summer time', '2026-03-10T01:30:00Z', '2026-04-07', '2026-04-08'],
    ['over the change to winter time', '2026-10-10T00:30:00Z', '2026-11-07', '2026-11-08'],
    ['on the day of 23 hours', '2026-03-29T20:00:00Z', '2026-04-26', '2026-04-27'],
    ['on the day of 25 hours', '2026-10-25T22:59:59.999Z', '2026-11-22', '2026-11-23'],
    ['ending on a leap day', '2028-02-01T10:00:00Z', '2028-02-29', '2028-03-01'],
    ['just before midnight in Berlin', '2026-01-15T22:59:59.999Z', '2026-02-12', '2026-02-13'],
    ['at midnight in Berlin', '2026-01-15T23:00:00Z', '2026-02-13', '2026-02-14'],
    ['over the turn of the year', '2026-12-20T10:00:00Z', '2027-01-17', '2027-01-18'],
  ])('28 days to answer: %s', (_, instant, lastDay, from) => {
    process.env.TZ = zone
    expect(respondByDay(new Date(instant), 'P28D')).toBe(lastDay)
    expect(addDays(lastDay, 1)).toBe(from)
  })

  it.each([
    ['winter', '2026-01-15', '2026-01-14T23:00:00.000Z'],
    ['summer', '2026-07-15', '2026-07-14T22:00:00.000Z'],
    ['the day on which the clocks go forward', '2026-03-29', '2026-03-28T23:00:00.000Z'],
    ['the day after', '2026-03-30', '2026-03-29T22:00:00.000Z'],
    ['the day on which they go back', '2026-10-25', '2026-10-24T22:00:00.000Z'],
  ])('a day begins at midnight in Berlin: %s', (_, day, instant) => {
    process.env.TZ = zone
    expect(startOfDay(day).toISOString()).toBe(instant)
    expect(berlinDay(startOfDay(day))).toBe(day)
    expect(berlinDay(new Date(startOfDay(day).getTime() - 1))).toBe(addDays(day, -1))
  })
})

describe('other periods end where the calendar says', () => {
  it.each([
    ['2026-01-31', 'P1M', '2026-02-28'],
    ['2028-01-31', 'P1M', '2028-02-29'],
    ['2026-08-31', 'P6M', '2027-02-28'],
    ['2026-01-31', 'P3M', '2026-04-30'],
    ['2026-01-01', 'P4W', '2026-01-29'],
    ['2024-02-29', 'P1Y1M', '2025-03-29'],
    ['2024-01-31', 'P1Y1M1D', '2025-03-01'],
    ['2026-11-23', 'P365D', '2027-11-23'],
  ])('%s and %s → %s', (start, period, last) => {
    expect(lastDayOf(start, period)).toBe(last)
  })
})

describe('the latest start of a period that is over', () => {
  it.each([
    ['2025-02-28', 'P1Y', '2024-02-27'],
    ['2025-03-01', 'P1Y', '2024-02-29'],
    ['2025-03-02', 'P1Y', '2024-03-01'],
    ['2026-03-01', 'P1M', '2026-01-31'],
    ['2026-02-28', 'P1M', '2026-01-27'],
  ])('before %s with %s is %s', (day, period, start) => {
    expect(latestStartOver(day, period)).toBe(start)
  })

  it('is the exact inverse of lastDayOf, for every day around a leap day and all kinds of periods', () => {
    for (const period of ['P1D', 'P28D', 'P1M', 'P6M', 'P1Y', 'P1Y1M', 'P1M15D']) {
      for (let day = '2024-02-01'; day < '2025-04-01'; day = addDays(day, 1)) {
        const start = latestStartOver(day, period)
        if (!(lastDayOf(start, period) < day && lastDayOf(addDays(start, 1), period) >= day)) {
          expect.fail(`${day} ${period}: ${start}`)
        }
      }
    }
  })
})

describe('days as text and as SQL dates', () => {
  it('count whole days, whatever the clocks do', () => {
    expect(daysBetween('2026-03-28', '2026-03-30')).toBe(2)
    expect(daysBetween('2026-10-26', '2026-10-24')).toBe(-2)
  })

  it.each(['2026-02-29', '2026-13-01', '2026-1-1', '20260101', '', '2026-01-01T00:00'])('refuse %j', (text) => {
    expect(parseDay(text)).toBeUndefined()
  })

  it('survive the way through a date column', () => {
    expect(parseDay('2028-02-29')).toBe('2028-02-29')
    expect(dayOfSqlDate(sqlDateOfDay('2026-03-29'))).toBe('2026-03-29')
  })
})
