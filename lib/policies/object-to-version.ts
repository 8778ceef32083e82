import { recordEvent } from '../audit/record-event'
import { inTransaction, type PortalContext } from '../context'
import { berlinDay, type CalendarDay, sqlDateOfDay, startOfDay } from '../dates'
import { queueMail } from '../mail/queue-mail'
import { may } from '../may'
import { announcedVersions } from './announced-versions'
import { governingVersion } from './governing-version'
import { lockAnnouncement } from './member-announcements'

export type ObjectionInput = {
  accountId: string
  versionNumber: number
  reason?: string
  /** A letter, entered by staff: the Berlin day on which it arrived. */
  receivedOn?: CalendarDay
}

export type ObjectionOutcome =
  | { outcome: 'objected' | 'already-objected' }
  | { outcome: 'too-late'; lastDay: CalendarDay }
  /** No such version, or the member accepted it at registration, or there is no such account. */
  | { outcome: 'not-concerned' }
  | { outcome: 'received-in-future' | 'received-before-publication' }

/**
 * An objection against a new version (DS-11), by the member or, for a letter, by staff: possible until the end of the last day in
 * Berlin. What counts is when it arrived here (or the day of the letter), not when the database gets to it: it wins against the duty
 * that closes the period, even if that one held the row first. The version that governed before goes on; the member gets a
 * confirmation by e-mail. A second objection changes nothing.
 */
export async function objectToVersion(ctx: PortalContext, input: ObjectionInput): Promise<ObjectionOutcome> {
  const { accountId, versionNumber, reason, receivedOn } = input
  const arrivedAt = ctx.now()
  const today = berlinDay(arrivedAt)
  const staff = receivedOn ? may.staff(ctx, 'enterObjection') : undefined
  if (!staff) may.own(ctx, accountId)
  const day = receivedOn ?? today
  if (day > today) return { outcome: 'received-in-future' }
  const version = (await announcedVersions(ctx)).find(({ number }) => number === versionNumber)
  if (!version) return { outcome: 'not-concerned' }
  if (day < berlinDay(version.publishedAt)) return { outcome: 'received-before-publication' }
  return inTransaction(ctx, async (tx) => {
    // The account row first, as everywhere.
    const announcement = await lockAnnouncement({ ...tx, now: () => arrivedAt }, accountId, version)
    if (!announcement) return { outcome: 'not-concerned' }
    if (announcement.state === 'objected') return { outcome: 'already-objected' }
    const { lastDay } = announcement
    if (lastDay && day > lastDay) return { outcome: 'too-late', lastDay }
    const objectedAt = receivedOn ? startOfDay(receivedOn) : arrivedAt
    await tx.db.$executeRaw`
      INSERT INTO policy_announcement (account_id, version_number, created_at, objected_at)
      VALUES (${accountId}::uuid, ${versionNumber}, ${arrivedAt}, ${objectedAt})
      ON CONFLICT (account_id, version_number) DO UPDATE SET objected_at = excluded.objected_at, closed_at = NULL`
    await tx.db.policyObjection.create({
      data: {
        accountId,
        versionNumber,
        receivedOn: sqlDateOfDay(day),
        reason: reason || null,
        enteredAt: arrivedAt,
        enteredBy: staff?.accountId,
      },
      select: { id: true },
    })
    await recordEvent(tx, 'policy.objected', {
      subjectId: accountId,
      details: { version: versionNumber, receivedOn: day },
    })
    const governing = await governingVersion(tx, accountId)
    await queueMail(tx, {
      template: 'objection-received',
      accountId,
      props: { version: versionNumber, receivedOn: day, governing: governing?.number ?? versionNumber - 1 },
    })
    return { outcome: 'objected' }
  })
}
