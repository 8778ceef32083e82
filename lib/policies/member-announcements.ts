import { type PortalContext } from '../context'
import { berlinDay, type CalendarDay } from '../dates'
import { concernedBy } from './announce-versions'
import { type AnnouncedVersion, announcedVersions } from './announced-versions'
import { latestDay } from './governing-version'

/**
 * - `announced`: the mail is not accepted yet, or came back; no time runs, the version is not in force, objecting is possible
 * - `open`: the member can object until `lastDay`
 * - `over`: the version came into force without objection
 * - `objected`: it does not come into force for this member
 */
export type AnnouncementState = 'announced' | 'open' | 'over' | 'objected'

/** A new version as it stands for one member. Days are Berlin's. */
export type MemberAnnouncement = {
  versionNumber: number
  publishedAt: Date
  changeSummary: string | null
  state: AnnouncementState
  /** Last day to object; undefined while no time runs. */
  lastDay?: CalendarDay
  objectedAt: Date | null
  confirmedAt: Date | null
  shownAt: Date | null
}

type Row = {
  acceptedAt: Date | null
  bouncedAt: Date | null
  objectedAt: Date | null
  confirmedAt: Date | null
  shownAt: Date | null
}

/** Every version that concerns the member, newest first; empty for an account that accepted the newest one or is gone. */
export async function announcementsOf(ctx: PortalContext, accountId: string): Promise<MemberAnnouncement[]> {
  const versions = await announcedVersions(ctx)
  const all = await Promise.all(versions.map((version) => announcementOf(ctx, accountId, version)))
  return all.filter((one) => one !== undefined).reverse()
}

/** One version as it stands for one member; undefined if it does not concern the member. */
export async function announcementOf(
  ctx: PortalContext,
  accountId: string,
  version: AnnouncedVersion,
  { lock = false }: { lock?: boolean } = {},
): Promise<MemberAnnouncement | undefined> {
  // A statement of its own: what is read afterwards is what holds under the lock.
  if (lock) await ctx.db.$queryRaw`SELECT 1 FROM account WHERE id = ${accountId}::uuid FOR NO KEY UPDATE`
  const [row] = await ctx.db.$queryRaw<Row[]>`
    SELECT n.accepted_at AS "acceptedAt", n.bounced_at AS "bouncedAt", n.objected_at AS "objectedAt",
      n.confirmed_at AS "confirmedAt", n.shown_at AS "shownAt"
    FROM account a LEFT JOIN policy_announcement n ON n.account_id = a.id AND n.version_number = ${version.number}
    WHERE a.id = ${accountId}::uuid AND ${concernedBy(version)}`
  if (!row) return undefined
  const { number: versionNumber, publishedAt, changeSummary } = version
  const { objectedAt, confirmedAt, shownAt } = row
  const lastDay =
    row.acceptedAt && !row.bouncedAt ? latestDay(berlinDay(row.acceptedAt), version.objectionPeriods) : undefined
  return {
    versionNumber,
    publishedAt,
    changeSummary,
    state: stateOf(objectedAt, lastDay, berlinDay(ctx.now())),
    lastDay,
    objectedAt,
    confirmedAt,
    shownAt,
  }
}

function stateOf(objectedAt: Date | null, lastDay: CalendarDay | undefined, today: CalendarDay): AnnouncementState {
  if (objectedAt) return 'objected'
  if (!lastDay) return 'announced'
  return lastDay < today ? 'over' : 'open'
}
