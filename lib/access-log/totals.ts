import { z } from 'zod'
import { type PortalContext } from '../context'
import { addDays, berlinDay, startOfDay } from '../dates'
import { rowsOf } from '../db/rows'
import { may } from '../may'

/** Requests in one hour, day or month of Europe/Berlin. */
export type Total = z.output<typeof totalRow>
const totalRow = z.strictObject({ start: z.string(), requests: z.number() })
export type WeekdayHour = z.output<typeof weekdayHourRow>
const weekdayHourRow = z.strictObject({ weekday: z.number(), hour: z.number(), requests: z.number() })
export type ErrorTotal = z.output<typeof errorTotalRow>
const errorTotalRow = z.strictObject({
  status: z.number(),
  pattern: z.string(),
  requests: z.number(),
  lastDay: z.iso.date(),
})
export type AccessTotals = {
  /** Each hour of the last 48, "2026-11-23T13:00", also those without a request. */
  hours: Total[]
  /** Each of the last 30 days, "2026-11-23". */
  days: Total[]
  /** Each of the last 24 months, "2026-11". */
  months: Total[]
  /** Sums over the last 12 weeks; weekday 1 is Monday. */
  week: WeekdayHour[]
  /** Requests of the last seven days whose lines could not be written. */
  unlogged: number
}

const HOURS = 48
const DAYS = 30
const MONTHS = 24
const WEEKS = 12

/** The one evaluation of the access log (DS-02): how many requests when, in the time of Europe/Berlin. */
export async function accessTotals(ctx: PortalContext): Promise<AccessTotals> {
  may.staffOrPortal(ctx, '/admin/zugriffe')
  const today = berlinDay(ctx.now())
  const firstHour = new Date(ctx.now().getTime() - (HOURS - 1) * 3_600_000)
  const firstDay = addDays(today, 1 - DAYS)
  const firstWeek = startOfDay(addDays(today, -7 * WEEKS))
  const [hours, days, months, week, unlogged] = await Promise.all([
    rowsOf(ctx, totalRow)`
      SELECT to_char(h AT TIME ZONE 'Europe/Berlin', 'YYYY-MM-DD"T"HH24:MI') AS start, coalesce(sum(t.requests), 0)::float8 AS requests
      FROM generate_series(date_trunc('hour', ${firstHour}::timestamptz), ${ctx.now()}::timestamptz, interval '1 hour') h
      LEFT JOIN access_total t ON t.hour = h GROUP BY h ORDER BY h`,
    rowsOf(ctx, totalRow)`
      SELECT to_char(d, 'YYYY-MM-DD') AS start, coalesce(sum(t.requests), 0)::float8 AS requests
      FROM generate_series(${firstDay}::timestamp, ${today}::timestamp, interval '1 day') d
      LEFT JOIN access_total t ON t.hour >= d AT TIME ZONE 'Europe/Berlin'
        AND t.hour < (d + interval '1 day') AT TIME ZONE 'Europe/Berlin'
      GROUP BY d ORDER BY d`,
    rowsOf(ctx, totalRow)`
      SELECT to_char(m, 'YYYY-MM') AS start, coalesce(sum(t.requests), 0)::float8 AS requests
      FROM generate_series(date_trunc('month', ${today}::timestamp) - make_interval(months => ${MONTHS - 1}), ${today}::timestamp, interval '1 month') m
      LEFT JOIN access_total t ON t.hour >= m AT TIME ZONE 'Europe/Berlin'
        AND t.hour < (m + interval '1 month') AT TIME ZONE 'Europe/Berlin'
      GROUP BY m ORDER BY m`,
    rowsOf(ctx, weekdayHourRow)`
      SELECT extract(isodow FROM hour AT TIME ZONE 'Europe/Berlin')::int AS weekday,
        extract(hour FROM hour AT TIME ZONE 'Europe/Berlin')::int AS hour, sum(requests)::float8 AS requests
      FROM access_total WHERE hour >= ${firstWeek} GROUP BY 1, 2 ORDER BY 1, 2`,
    ctx.db.accessTotal.aggregate({
      _sum: { unlogged: true },
      where: { hour: { gte: startOfDay(addDays(today, -7)) } },
    }),
  ])
  return { hours, days, months, week: everyHour(week), unlogged: Number(unlogged._sum.unlogged ?? 0) }
}

/** Errors of the last 30 days by status and pattern, most frequent first. */
export async function errorTotals(ctx: PortalContext, limit: number): Promise<ErrorTotal[]> {
  may.staffOrPortal(ctx, '/admin/zugriffe')
  return rowsOf(ctx, errorTotalRow)`
    SELECT status, pattern, sum(requests)::float8 AS requests, to_char(max(day), 'YYYY-MM-DD') AS "lastDay"
    FROM access_error_total WHERE day >= ${addDays(berlinDay(ctx.now()), 1 - DAYS)}::date
    GROUP BY status, pattern ORDER BY requests DESC, status DESC, pattern LIMIT ${limit}`
}

function everyHour(known: WeekdayHour[]): WeekdayHour[] {
  const requests = new Map(known.map((each) => [`${each.weekday} ${each.hour}`, each.requests]))
  return Array.from({ length: 7 * 24 }, (_, index) => {
    const weekday = Math.floor(index / 24) + 1
    const hour = index % 24
    return { weekday, hour, requests: requests.get(`${weekday} ${hour}`) ?? 0 }
  })
}
