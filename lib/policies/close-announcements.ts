import { recordEventsSql } from '../audit/record-event'
import { type PortalContext } from '../context'
import { addDays, berlinDay, type CalendarDay, latestStartOver, startOfDay } from '../dates'
import { Prisma } from '../db/generated/client'
import { announcedVersions } from './announced-versions'

const BATCH = 5_000

/**
 * Notes for which members the time to object is over, with an audit row each: since when and why the new version governs (DS-11). It
 * decides nothing: the governing version is computed from the announcement itself, and an objection that arrived in time reopens what
 * was closed here. Rows that somebody holds (an objection of the last second) are left to the next run, and all conditions are
 * repeated after the lock. The audit row names the version that governs now: a newer one, where two were announced at once and the
 * duty comes late.
 */
export async function closeAnnouncements(ctx: PortalContext): Promise<{ inForce: number }> {
  const today = berlinDay(ctx.now())
  let inForce = 0
  for (const { number, objectionPeriods } of await announcedVersions(ctx)) {
    // Accepted before this instant: every one of the periods is over, so the longest is. Days of outages are added row by row.
    const before = objectionPeriods
      .map((period) => startOfDay(addDays(latestStartOver(today, period), 1)))
      .reduce((earliest, instant) => (instant < earliest ? instant : earliest))
    for (let count = BATCH; count === BATCH; inForce += count) {
      count = await ctx.db.$executeRaw(closeBatch(ctx, { number, before, today }))
    }
  }
  return { inForce }
}

type Over = { number: number; before: Date; today: CalendarDay }

function closeBatch(ctx: PortalContext, { number, before, today }: Over): Prisma.Sql {
  const now = Prisma.sql`${ctx.now()}::timestamptz`
  const isOver = Prisma.sql`n.version_number = ${number} AND (CASE WHEN n.closed_at IS NULL AND n.objected_at IS NULL
    AND n.bounced_at IS NULL THEN n.accepted_at END) < ${before}::timestamptz
    AND last_day_to_object(n.accepted_at, v.number) < ${today}::date
    AND last_day_to_object(n.accepted_at, v.number) < (SELECT (heard_until() AT TIME ZONE 'Europe/Berlin')::date)`
  const events = recordEventsSql(ctx, 'policy.in-force', {
    from: Prisma.sql`closed JOIN account a ON a.id = closed.account_id CROSS JOIN LATERAL governing_version(a, ${ctx.now()}::timestamptz) g`,
    details: { version: number, announcedAt: Prisma.sql`accepted_at`, governing: Prisma.sql`g.number` },
  })
  return Prisma.sql`
    WITH over AS MATERIALIZED (
      SELECT n.id FROM policy_announcement n JOIN account a ON a.id = n.account_id
      JOIN policy_version v ON v.number = n.version_number
      WHERE ${isOver} LIMIT ${BATCH} FOR NO KEY UPDATE OF a, n SKIP LOCKED
    ), closed AS (
      UPDATE policy_announcement n SET closed_at = ${now} FROM over, policy_version v
      WHERE n.id = over.id AND v.number = n.version_number AND ${isOver}
      RETURNING n.account_id, n.accepted_at
    )
    ${events}`
}
