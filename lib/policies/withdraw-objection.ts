import { recordEvent } from '../audit/record-event'
import { inTransaction, type PortalContext } from '../context'
import { berlinDay } from '../dates'
import { queueMail } from '../mail/queue-mail'
import { announcedVersions } from './announced-versions'
import { announcementOf } from './member-announcements'
import { recordAcceptance } from './record-acceptance'
import { requireOwn } from './require-own'

/**
 * The member withdraws an objection (DS-11). While the time to object runs (or has not begun) everything is as if nothing had been
 * said; after it, the withdrawal is the agreement to the version, recorded with its wording, and governs from this instant.
 */
export async function withdrawObjection(
  ctx: PortalContext,
  { accountId, versionNumber }: { accountId: string; versionNumber: number },
): Promise<{ outcome: 'withdrawn'; inForce: boolean } | { outcome: 'no-objection' }> {
  requireOwn(ctx, accountId)
  const version = (await announcedVersions(ctx)).find(({ number }) => number === versionNumber)
  if (!version) return { outcome: 'no-objection' }
  return inTransaction(ctx, async (tx) => {
    const announcement = await announcementOf(tx, accountId, version, { lock: true })
    if (announcement?.state !== 'objected') return { outcome: 'no-objection' }
    const now = tx.now()
    const inForce = announcement.lastDay !== undefined && announcement.lastDay < berlinDay(now)
    await tx.db.policyAnnouncement.updateMany({ where: { accountId, versionNumber }, data: { objectedAt: null } })
    await tx.db.policyObjection.updateMany({
      where: { accountId, versionNumber, withdrawnAt: null },
      data: { withdrawnAt: now },
    })
    if (inForce) await recordAcceptance(tx, { accountId, versionNumber, wording: withdrawalWording(versionNumber) })
    await recordEvent(tx, 'policy.objection-withdrawn', {
      subjectId: accountId,
      details: { version: versionNumber, inForce },
    })
    await queueMail(tx, {
      template: 'objection-withdrawn',
      accountId,
      props: { version: versionNumber, withdrawnAt: now.toISOString(), inForce },
    })
    return { outcome: 'withdrawn', inForce }
  })
}

/** The sentence beside the button once the time to object is over; the acceptance stores it. */
export function withdrawalWording(versionNumber: number): string {
  return `Ich ziehe meinen Widerspruch zurück und stimme der Datenschutzerklärung (Fassung ${versionNumber}) zu.`
}
