import { z } from 'zod'
import { type PortalContext } from '../context'
import { addDays, berlinDay, type CalendarDay, noticeDueOn, startOfDay } from '../dates'
import { Prisma } from '../db/generated/client'
import { rowsOf } from '../db/rows'
import { may } from '../may'
import { dueForErasure, dueForNotice, inactiveSinceSql, inactivityCutoffs } from './eligibility'

export type ForecastDay = { day: CalendarDay; notices: number; erasures: number }

/**
 * How many notices and erasures become due on each of the next `days` days (Europe/Berlin), today first; what is overdue
 * counts today. A clock that stands still until a day that is known goes on from there. The sweep's own predicates, asked for the last of these days: nobody signs in meanwhile, and notices
 * that the mail provider has not accepted yet start no clock.
 */
export async function forecast(ctx: PortalContext, days = 30): Promise<ForecastDay[]> {
  may.staffOrPortal(ctx, '/admin/inaktivitaet')
  const today = berlinDay(ctx.now())
  const lastDay = addDays(today, days - 1)
  const byDay = new Map<CalendarDay, ForecastDay>()
  for (let day = today; day <= lastDay; day = addDays(day, 1)) byDay.set(day, { day, notices: 0, erasures: 0 })
  for (const { day, count } of await noticesByDay(ctx, lastDay)) add(day, 'notices', count)
  for (const { day, count } of await erasuresByDay(ctx, lastDay)) add(day, 'erasures', count)
  return [...byDay.values()]

  function add(day: CalendarDay, what: 'notices' | 'erasures', count: number) {
    const entry = byDay.get(day < today ? today : day)
    if (entry) entry[what] += count
  }
}

type Count = z.output<typeof countRow>
const countRow = z.strictObject({ day: z.iso.date(), count: z.number() })

const noticesByDayRow = z.strictObject({
  since: z.string(),
  period: z.string(),
  rests: z.string().nullable(),
  count: z.number(),
})

async function noticesByDay(ctx: PortalContext, lastDay: CalendarDay): Promise<Count[]> {
  const cutoffs = await inactivityCutoffs(ctx, lastDay)
  const rows = await rowsOf(
    ctx,
    noticesByDayRow,
  )(Prisma.sql`
    SELECT (${inactiveSinceSql} AT TIME ZONE 'Europe/Berlin')::date::text AS since, cutoff.inactivity_period AS period,
      ((SELECT max(c.until) FROM clock_stop c WHERE c.account_id = a.id) AT TIME ZONE 'Europe/Berlin')::date::text AS rests,
      count(*)::int AS count
    ${dueForNotice(ctx, cutoffs, startOfDay(lastDay))}
    GROUP BY 1, 2, 3`)
  return rows.map(({ since, period, rests, count }) => {
    const due = noticeDueOn(startOfDay(since), period)
    return { day: rests && rests > due ? rests : due, count }
  })
}

async function erasuresByDay(ctx: PortalContext, lastDay: CalendarDay): Promise<Count[]> {
  return rowsOf(
    ctx,
    countRow,
  )(Prisma.sql`
    SELECT (n.respond_by + 1)::text AS day, count(*)::int AS count
    ${dueForErasure({ today: lastDay, acceptedBefore: startOfDay(lastDay), isLater: true })}
    GROUP BY 1`)
}
