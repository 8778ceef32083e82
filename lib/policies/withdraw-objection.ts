import { recordEvent } from '../audit/record-event'
import { inTransaction, type PortalContext } from '../context'
import { berlinDay, type CalendarDay, sqlDateOfDay } from '../dates'
import { queueMail } from '../mail/queue-mail'
import { may } from '../may'
import { announcedVersions } from './announced-versions'
import { governingVersion } from './governing-version'
import { lockAnnouncement } from './member-announcements'
import { recordAcceptance } from './record-acceptance'

export type WithdrawalOutcome =
  /** `inForce`: the version governs the member now. */
  | { outcome: 'withdrawn'; inForce: boolean }
  | { outcome: 'no-objection' }
  /** A newer version governs the member already: there is nothing left to withdraw, and nothing has changed. */
  | { outcome: 'superseded' }

/** The member withdraws an objection (DS-11). */
export async function withdrawObjection(
  ctx: PortalContext,
  { accountId, versionNumber }: { accountId: string; versionNumber: number },
): Promise<WithdrawalOutcome> {
  may.own(ctx, accountId)
  return endObjection(ctx, { accountId, versionNumber })
}

/** A letter with a withdrawal, as staff enter it. */
export type WithdrawalLetter = { receivedOn: CalendarDay; wording: string; enteredBy: string }

/**
 * Ends an objection. If the withdrawal arrived while the time to object ran (or had not begun), everything is as if nothing had been
 * said; after it, the withdrawal is the agreement to the version, recorded with its wording, and governs from the instant of its entry.
 * The caller has checked who may do it.
 */
export async function endObjection(
  ctx: PortalContext,
  { accountId, versionNumber, letter }: { accountId: string; versionNumber: number; letter?: WithdrawalLetter },
): Promise<WithdrawalOutcome> {
  const version = (await announcedVersions(ctx)).find(({ number }) => number === versionNumber)
  if (!version) return { outcome: 'no-objection' }
  return inTransaction(ctx, async (tx) => {
    const announcement = await lockAnnouncement(tx, accountId, version)
    if (announcement?.state !== 'objected') return { outcome: 'no-objection' }
    const { lastDay, governing } = announcement
    if (governing > versionNumber) return { outcome: 'superseded' }
    const now = tx.now()
    const wording = letter?.wording ?? withdrawalWording(versionNumber)
    const isAgreement = lastDay !== undefined && lastDay < (letter?.receivedOn ?? berlinDay(now))
    await tx.db.policyAnnouncement.updateMany({ where: { accountId, versionNumber }, data: { objectedAt: null } })
    await tx.db.policyObjection.updateMany({
      where: { accountId, versionNumber, withdrawnAt: null },
      data: {
        withdrawnAt: now,
        ...(letter && {
          withdrawalReceivedOn: sqlDateOfDay(letter.receivedOn),
          withdrawalWording: letter.wording,
          withdrawalEnteredBy: letter.enteredBy,
        }),
      },
    })
    if (isAgreement) await recordAcceptance(tx, { accountId, versionNumber, wording })
    const inForce = (await governingVersion(tx, accountId))?.number === versionNumber
    const receivedOn = letter?.receivedOn
    await recordEvent(tx, 'policy.objection-withdrawn', {
      subjectId: accountId,
      details: { version: versionNumber, inForce, ...(receivedOn && { receivedOn }) },
    })
    await queueMail(tx, {
      template: 'objection-withdrawn',
      accountId,
      props: { version: versionNumber, withdrawnAt: now.toISOString(), inForce, ...(receivedOn && { receivedOn }) },
    })
    return { outcome: 'withdrawn', inForce }
  })
}

/** The sentence beside the button once the time to object is over; the acceptance stores it. */
export function withdrawalWording(versionNumber: number): string {
  return `Ich ziehe meinen Widerspruch zurück und stimme der Datenschutzerklärung (Fassung ${versionNumber}) zu.`
}
