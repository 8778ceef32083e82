import { z } from 'zod'
import { frozenClock } from '../clock'
import { forLongWork, type PortalContext } from '../context'
import { addDays, berlinDay, type CalendarDay, dayOfSqlDate, noticeDueOn, startOfDay } from '../dates'
import { Prisma } from '../db/generated/client'
import { rowsOf } from '../db/rows'
import { may } from '../may'
import { decideRun, type RunDecision } from './decide-run'
import { dueForErasure, dueForNotice, inactiveSinceSql } from './eligibility'

export type DryRun = Omit<RunDecision, 'cutoffs'> & {
  asOf: CalendarDay
  /** Who is due, whether or not the run would reach them. At most LIST_LENGTH of each, the longest due first. */
  notices: { accountId: string; dueOn: CalendarDay }[]
  erasures: { accountId: string; dueOn: CalendarDay }[]
}

/** Ids in the preview; the counts are complete. */
const LIST_LENGTH = 1_000

const dueErasureRow = z.strictObject({ accountId: z.string(), respondBy: z.date() })

const dueNoticeRow = z.strictObject({ accountId: z.string(), since: z.date(), period: z.string() })

/**
 * What a sweep on the day `asOf` (Europe/Berlin, default today) would do, if nobody signed in until then; writes nothing.
 * The decision of the sweep itself; `readDatabaseClock` as there. Ids and days only; names are looked up by staff, and that is recorded.
 */
export async function dryRun(
  asked: PortalContext,
  { asOf, readDatabaseClock }: { asOf?: CalendarDay; readDatabaseClock?: (ctx: PortalContext) => Promise<Date> } = {},
): Promise<DryRun> {
  may.staffOrPortal(asked, '/admin/inaktivitaet/vorschau')
  const ctx = forLongWork(asked)
  const today = berlinDay(ctx.now())
  const day = asOf ?? today
  const then = day === today ? ctx : { ...ctx, now: frozenClock(startOfDay(day)) }
  const startedAt = then.now()
  const { cutoffs, ...decision } = await decideRun(then, {
    databaseNow: day === today ? await readDatabaseClock?.(ctx) : startedAt,
    isLater: day > today,
  })
  const notices = await rowsOf(
    ctx,
    dueNoticeRow,
  )(Prisma.sql`
    SELECT a.id AS "accountId", ${inactiveSinceSql} AS since, cutoff.inactivity_period AS period
    ${dueForNotice(then, cutoffs)} ORDER BY ${inactiveSinceSql}, a.id LIMIT ${LIST_LENGTH}`)
  const erasures = await rowsOf(
    ctx,
    dueErasureRow,
  )(Prisma.sql`
    SELECT a.id AS "accountId", n.respond_by AS "respondBy"
    ${dueForErasure({ today: day, acceptedBefore: startedAt, isLater: day > today })}
    ORDER BY (CASE WHEN n.closed_at IS NULL THEN n.respond_by END), n.account_id LIMIT ${LIST_LENGTH}`)
  return {
    asOf: day,
    ...decision,
    notices: notices.map(({ accountId, since, period }) => ({ accountId, dueOn: noticeDueOn(since, period) })),
    erasures: erasures.map(({ accountId, respondBy }) => ({ accountId, dueOn: addDays(dayOfSqlDate(respondBy), 1) })),
  }
}
