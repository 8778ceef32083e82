import { recordEvent } from '../audit/record-event'
import { inTransaction, type PortalContext } from '../context'
import { may } from '../may'
import { governingVersion } from './governing-version'

/**
 * Staff let a new announcement follow one that could not be delivered, after the address was put right (DS-11). The next run of the
 * duty queues it; the member's time to object starts anew with the acceptance of that mail. `superseded`: a newer version governs the
 * member already.
 */
export async function announceAgain(
  ctx: PortalContext,
  { accountId, versionNumber }: { accountId: string; versionNumber: number },
): Promise<{ outcome: 'queued' | 'not-undeliverable' | 'superseded' }> {
  may.staff(ctx, 'repeatAnnouncement')
  return inTransaction(ctx, async (tx) => {
    await tx.db.$queryRaw`SELECT 1 FROM account WHERE id = ${accountId}::uuid FOR NO KEY UPDATE`
    const governing = await governingVersion(tx, accountId)
    if (governing && governing.number > versionNumber) return { outcome: 'superseded' }
    const { count } = await tx.db.policyAnnouncement.updateMany({
      where: { accountId, versionNumber, bouncedAt: { not: null } },
      data: { bouncedAt: null, acceptedAt: null, mailId: null, closedAt: null },
    })
    if (count === 0) return { outcome: 'not-undeliverable' }
    await recordEvent(tx, 'policy.announced-again', { subjectId: accountId, details: { version: versionNumber } })
    return { outcome: 'queued' }
  })
}
