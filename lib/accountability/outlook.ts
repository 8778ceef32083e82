import { z } from 'zod'
import { type PortalContext } from '../context'
import { addDays, berlinDay, type CalendarDay } from '../dates'
import { rowsOf } from '../db/rows'
import { may } from '../may'
import { isWithoutRiskSql } from './breach-assessment'

/** Erasures of a month (Berlin, "2026-11") by reason. */
export type ErasuresOfMonth = { month: string; reasons: Record<string, number>; all: number }

const erasuresByMonthRow = z.strictObject({ month: z.string(), reason: z.string().nullable(), erasures: z.number() })

/** The last `months` months with the current one, oldest first; months without erasures are there too. */
export async function erasuresByMonth(ctx: PortalContext, months: number): Promise<ErasuresOfMonth[]> {
  may.staffOrPortal(ctx, '/admin/nachweis')
  const today = berlinDay(ctx.now())
  const rows = await rowsOf(ctx, erasuresByMonthRow)`
    SELECT to_char(m, 'YYYY-MM') AS month, e.reason, count(e.account_id)::int AS erasures
    FROM generate_series(date_trunc('month', ${today}::timestamp) - make_interval(months => ${months - 1}),
      date_trunc('month', ${today}::timestamp), interval '1 month') AS m
    LEFT JOIN erasure e ON e.erased_at >= (m::timestamp AT TIME ZONE 'Europe/Berlin')
      AND e.erased_at < ((m + interval '1 month')::timestamp AT TIME ZONE 'Europe/Berlin')
    GROUP BY m, e.reason ORDER BY m, e.reason`
  const found = new Map<string, ErasuresOfMonth>()
  for (const { month, reason, erasures } of rows) {
    const of = found.get(month) ?? { month, reasons: {}, all: 0 }
    if (reason) of.reasons[reason] = erasures
    of.all += erasures
    found.set(month, of)
  }
  return [...found.values()]
}

/** Deadlines of one kind: how many are over, how many end in each of the next weeks, and which comes next. */
export type Deadlines = { kind: DeadlineKind; overdue: number; weeks: number[]; nextOn: CalendarDay | null }
export type DeadlineKind = z.output<typeof deadlineKindRow>
const deadlineKindRow = z.enum(['request', 'hold-review', 'breach-report', 'notice-answer'])

export const DEADLINE_WEEKS = 8
const kinds: DeadlineKind[] = ['request', 'breach-report', 'hold-review', 'notice-answer']

const upcomingDeadlinesRow = z.strictObject({
  kind: deadlineKindRow,
  week: z.number(),
  found: z.number(),
  first: z.string(),
})

/** What falls due: answers to people, reports of breaches, reviews of legal holds, and members' time to answer a notice. Counts only. */
export async function upcomingDeadlines(ctx: PortalContext): Promise<Deadlines[]> {
  may.staffOrPortal(ctx, '/admin/nachweis')
  const today = berlinDay(ctx.now())
  const rows = await rowsOf(ctx, upcomingDeadlinesRow)`
    SELECT kind, greatest(-1, floor((due - ${today}::date) / 7.0))::int AS week, count(*)::int AS found, min(due)::text AS first
    FROM (
      SELECT 'request' AS kind, due_on AS due FROM data_request WHERE closed_at IS NULL
      UNION ALL
      SELECT 'request', due_on FROM outside_request WHERE closed_at IS NULL
      UNION ALL
      SELECT 'breach-report', ((noticed_at + interval '72 hours') AT TIME ZONE 'Europe/Berlin')::date
      FROM breach b WHERE authority_told_at IS NULL AND closed_at IS NULL AND NOT ${isWithoutRiskSql}
      UNION ALL
      SELECT 'hold-review', coalesce(review_on, ${today}::date - 1) FROM legal_hold WHERE released_at IS NULL
      UNION ALL
      SELECT 'notice-answer', respond_by FROM inactivity_notice
      WHERE (CASE WHEN closed_at IS NULL THEN respond_by END) >= ${today}::date
    ) AS deadline
    WHERE due < ${addDays(today, 7 * DEADLINE_WEEKS)}::date
    GROUP BY 1, 2`
  return kinds.map((kind) => {
    const own = rows.filter((row) => row.kind === kind)
    const ahead = own.filter(({ week }) => week >= 0).map(({ first }) => first)
    return {
      kind,
      overdue: own.find(({ week }) => week < 0)?.found ?? 0,
      weeks: Array.from({ length: DEADLINE_WEEKS }, (_, week) => own.find((row) => row.week === week)?.found ?? 0),
      nextOn: ahead.sort()[0] ?? null,
    }
  })
}
