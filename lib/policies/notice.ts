import { type PortalContext } from '../context'
import { berlinDay, type CalendarDay } from '../dates'
import { may } from '../may'
import { type AnnouncedVersion, rememberedVersions } from './announced-versions'
import { type MemberAnnouncement, readAnnouncements } from './member-announcements'

/** What stands on every page about a new version (DS-11). */
export type PolicyNotice = {
  versionNumber: number
  changeSummary: string | null
  /** Last day to object, for a member whose time runs. */
  lastDay?: CalendarDay
}

/** For visitors, newest first: from the publication on, for as long as a member who was told at once could object. */
export async function noticesForVisitors(ctx: PortalContext): Promise<PolicyNotice[]> {
  const today = berlinDay(ctx.now())
  return (await rememberedVersions(ctx))
    .filter(({ openUntil }) => openUntil >= today)
    .map(({ number, changeSummary }) => ({ versionNumber: number, changeSummary }))
    .reverse()
}

/**
 * For a member, newest first: each version until he has taken note of it, has objected, his own time to object to it is over, or a newer
 * one governs.
 */
export async function noticesForMember(ctx: PortalContext): Promise<MemberAnnouncement[]> {
  return noticesOf(ctx, may.member(ctx))
}

export async function noticesOf(
  ctx: PortalContext,
  accountId: string,
  versions?: AnnouncedVersion[],
): Promise<MemberAnnouncement[]> {
  const announcements = await readAnnouncements(ctx, accountId, versions ?? (await rememberedVersions(ctx)))
  return announcements.filter(
    ({ versionNumber, state, confirmedAt, governing }) =>
      !confirmedAt && versionNumber > governing && (state === 'open' || state === 'announced'),
  )
}
