import { type PortalContext } from '../context'
import { berlinDay, type CalendarDay } from '../dates'
import { newestAnnounced } from './announced-versions'
import { latestDay } from './governing-version'
import { announcementOf, type MemberAnnouncement } from './member-announcements'

/** What stands on every page about a new version (DS-11). */
export type PolicyNotice = {
  versionNumber: number
  changeSummary: string | null
  /** Last day to object, for a member whose time runs. */
  lastDay?: CalendarDay
}

/** For visitors: from the publication on, for as long as a member who was told at once could object. */
export async function noticeForVisitors(ctx: PortalContext): Promise<PolicyNotice | undefined> {
  const version = await newestAnnounced(ctx)
  if (!version) return undefined
  const isOver = latestDay(berlinDay(version.publishedAt), version.objectionPeriods) < berlinDay(ctx.now())
  return isOver ? undefined : { versionNumber: version.number, changeSummary: version.changeSummary }
}

/** For a member: until he has taken note of it, has objected, or his own time to object is over. */
export async function noticeForMember(ctx: PortalContext, accountId: string): Promise<MemberAnnouncement | undefined> {
  const version = await newestAnnounced(ctx)
  const announcement = version && (await announcementOf(ctx, accountId, version))
  if (!announcement || announcement.confirmedAt) return undefined
  return announcement.state === 'open' || announcement.state === 'announced' ? announcement : undefined
}
