import { z } from 'zod'
import { type PortalContext } from '../context'
import { berlinDay, type CalendarDay } from '../dates'
import { Prisma } from '../db/generated/client'
import { rowsOf } from '../db/rows'
import { may } from '../may'
import { concernedBy } from './announce-versions'
import { type AnnouncedVersion, announcedVersions } from './announced-versions'

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
  /** Version that governs the member now: what "changes" means for him. If it is a newer one, this one has nothing to say any more. */
  governing: number
}

const foundRow = z.strictObject({
  versionNumber: z.number(),
  lastDay: z.iso.date().nullable(),
  objectedAt: z.date().nullable(),
  confirmedAt: z.date().nullable(),
  shownAt: z.date().nullable(),
  governing: z.number(),
})

/**
 * Every announced version that concerns the member, newest first; empty for an account that accepted the newest one or is gone. Each
 * version has its own time to object, and an objection to one says nothing about another (DS-11).
 */
export async function announcementsOf(ctx: PortalContext, accountId: string): Promise<MemberAnnouncement[]> {
  may.own(ctx, accountId, 'enterObjection')
  return readAnnouncements(ctx, accountId)
}

export async function readAnnouncements(
  ctx: PortalContext,
  accountId: string,
  versions?: AnnouncedVersion[],
): Promise<MemberAnnouncement[]> {
  const announced = versions ?? (await announcedVersions(ctx))
  if (announced.length === 0) return []
  const rows = await rowsOf(ctx, foundRow)`
    SELECT v.number AS "versionNumber",
      CASE WHEN n.bounced_at IS NULL THEN last_day_to_object(n.accepted_at, v.number) END::text AS "lastDay",
      n.objected_at AS "objectedAt", n.confirmed_at AS "confirmedAt", n.shown_at AS "shownAt", g.number AS governing
    FROM account a
    CROSS JOIN LATERAL governing_version(a, ${ctx.now()}::timestamptz) g
    JOIN policy_version v ON v.number = ANY(${announced.map(({ number }) => number)}::int[])
    LEFT JOIN policy_announcement n ON n.account_id = a.id AND n.version_number = v.number
    WHERE a.id = ${accountId}::uuid AND ${concernedBy(Prisma.sql`v.number`, Prisma.sql`v.published_at`)}
    ORDER BY v.number DESC`
  const today = berlinDay(ctx.now())
  return rows.flatMap((row) => {
    const version = announced.find(({ number }) => number === row.versionNumber)
    if (!version) return []
    const lastDay = row.lastDay ?? undefined
    const { publishedAt, changeSummary } = version
    return [{ ...row, publishedAt, changeSummary, lastDay, state: stateOf(row.objectedAt, lastDay, today) }]
  })
}

/** One version as it stands for one member, with the account locked; undefined if it does not concern the member. */
export async function lockAnnouncement(
  tx: PortalContext,
  accountId: string,
  version: AnnouncedVersion,
): Promise<MemberAnnouncement | undefined> {
  // A statement of its own: what is read afterwards is what holds under the lock.
  await tx.db.$queryRaw`SELECT 1 FROM account WHERE id = ${accountId}::uuid FOR NO KEY UPDATE`
  return (await readAnnouncements(tx, accountId, [version]))[0]
}

function stateOf(objectedAt: Date | null, lastDay: CalendarDay | undefined, today: CalendarDay): AnnouncementState {
  if (objectedAt) return 'objected'
  if (!lastDay) return 'announced'
  return lastDay < today ? 'over' : 'open'
}
