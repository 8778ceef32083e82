import { type PortalContext } from '../context'
import { addDays, berlinDay, type CalendarDay, dayOfSqlDate, noticeDueOn, respondByDay, startOfDay } from '../dates'
import { governingVersion } from '../policies/governing-version-sql'

/**
 * First day (Berlin) on which the account can be erased if nobody signs in from now on (DS-05): the day after the last day to
 * answer, of an open notice or else of one that is accepted on the first possible day. An open legal hold or restriction stops it (DS-10; GDPR Art. 18).
 * Undefined if the account is gone.
 */
export async function deletionDay(
  ctx: PortalContext,
  accountId: string,
): Promise<{ day: CalendarDay; isHeld: boolean; isRestricted: boolean } | undefined> {
  const [account, version] = await Promise.all([
    ctx.db.account.findUnique({ where: { id: accountId }, select: accountColumns }),
    governingVersion(ctx, accountId),
  ])
  if (!account || !version) return undefined
  const { registeredAt, lastLoginAt, notices, holds, restrictions } = account
  const stopped = { isHeld: holds.length > 0, isRestricted: restrictions.length > 0 }
  const respondBy = notices[0]?.respondBy
  if (respondBy) return { day: addDays(dayOfSqlDate(respondBy), 1), ...stopped }
  const today = berlinDay(ctx.now())
  const due = noticeDueOn(lastLoginAt ?? registeredAt, version.inactivityPeriod)
  const noticeOn = due > today ? due : today
  return { day: addDays(respondByDay(startOfDay(noticeOn), version.responsePeriod), 1), ...stopped }
}

const accountColumns = {
  registeredAt: true,
  lastLoginAt: true,
  notices: { where: { closedAt: null }, select: { respondBy: true } },
  holds: { where: { releasedAt: null }, select: { id: true } },
  restrictions: { where: { liftedAt: null }, select: { id: true } },
} as const
