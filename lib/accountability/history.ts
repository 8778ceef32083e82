import { type PortalContext } from '../context'
import { addDays, type CalendarDay, dayOfSqlDate, sqlDateOfDay } from '../dates'
import { may } from '../may'
import { promises } from './promises'

/** What the checks of a promise said on a day (Berlin): kept in every run, broken in one at least, or not run. */
export type DayState = 'kept' | 'broken' | 'unchecked'

/** Days in a row on which a check was broken, and the most violations that were found. */
export type Break = { from: CalendarDay; until: CalendarDay; most: number }

export type CheckHistory = { checkId: string; checkedDays: number; brokenDays: number; breaks: Break[] }

export type PromiseHistory = { id: string; title: string; days: DayState[]; checks: CheckHistory[] }

type Row = { checkId: string; day: CalendarDay; broken: number; most: number }

/** Each promise over the days from `from` to `until`, both included (accountability, GDPR Art. 5(2)). */
export async function historyOf(
  ctx: PortalContext,
  { from, until }: { from: CalendarDay; until: CalendarDay },
): Promise<PromiseHistory[]> {
  may.staffOrPortal(ctx, '/admin/nachweis')
  const found = await ctx.db.promiseCheckDay.findMany({
    where: { day: { gte: sqlDateOfDay(from), lte: sqlDateOfDay(until) } },
    orderBy: { day: 'asc' },
  })
  const rows: Row[] = found.map(({ day, ...row }) => ({ ...row, day: dayOfSqlDate(day) }))
  const days = daysBetween(from, until)
  return promises.map(({ id, title, checks }) => {
    const ids = new Set(checks.map((check) => check.id))
    const own = rows.filter(({ checkId }) => ids.has(checkId))
    return {
      id,
      title,
      days: days.map((day) => stateOf(own.filter((row) => row.day === day))),
      checks: checks.map((check) =>
        historyOfCheck(
          check.id,
          own.filter(({ checkId }) => checkId === check.id),
        ),
      ),
    }
  })
}

function stateOf(rows: Row[]): DayState {
  if (rows.length === 0) return 'unchecked'
  return rows.some(({ broken }) => broken > 0) ? 'broken' : 'kept'
}

function historyOfCheck(checkId: string, rows: Row[]): CheckHistory {
  const broken = rows.filter((row) => row.broken > 0)
  const breaks: Break[] = []
  for (const { day, most } of broken) {
    const last = breaks.at(-1)
    if (last && addDays(last.until, 1) === day) {
      last.until = day
      last.most = Math.max(last.most, most)
    } else breaks.push({ from: day, until: day, most })
  }
  return { checkId, checkedDays: rows.length, brokenDays: broken.length, breaks }
}

/** Both included. */
export function daysBetween(from: CalendarDay, until: CalendarDay): CalendarDay[] {
  const days: CalendarDay[] = []
  for (let day = from; day <= until; day = addDays(day, 1)) days.push(day)
  return days
}
