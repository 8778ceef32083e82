import { z } from 'zod'
import { type ClockStop, clockRunsSql, clockStopsOf } from '../accounts/clock-stops'
import { type PortalContext } from '../context'
import { addDays, berlinDay, type CalendarDay, noticeDueOn, respondByDay, startOfDay } from '../dates'
import { Prisma } from '../db/generated/client'
import { rowsOf } from '../db/rows'
import { governingVersion } from '../policies/governing-version'

const deletionDayRow = z.strictObject({ since: z.date(), respondBy: z.iso.date().nullable() })

/**
 * First day (Berlin) on which the account can be erased if nobody signs in from now on (DS-05): the day after the last day to
 * answer, of an open notice or else of one that is accepted on the first possible day. Undefined while the clock stands still, because
 * of `stops`. Nothing if the account is gone.
 */
export async function deletionDay(
  ctx: PortalContext,
  accountId: string,
): Promise<{ day: CalendarDay | undefined; stops: ClockStop[] } | undefined> {
  const [[account], version, stops] = await Promise.all([
    rowsOf(ctx, deletionDayRow)`
      SELECT coalesce(a.last_login_at, a.registered_at) AS since, (
        SELECT n.respond_by::text FROM inactivity_notice n
        WHERE n.account_id = a.id AND n.closed_at IS NULL AND ${clockRunsSql(Prisma.sql`n.created_at`)}) AS "respondBy"
      FROM account a WHERE a.id = ${accountId}::uuid`,
    governingVersion(ctx, accountId),
    clockStopsOf(ctx, accountId),
  ])
  if (!account || !version) return undefined
  if (stops.length > 0) return { day: undefined, stops }
  const { since, respondBy } = account
  if (respondBy) return { day: addDays(respondBy, 1), stops }
  const today = berlinDay(ctx.now())
  const due = noticeDueOn(since, version.inactivityPeriod)
  const noticeOn = due > today ? due : today
  return { day: addDays(respondByDay(startOfDay(noticeOn), version.responsePeriod), 1), stops }
}
