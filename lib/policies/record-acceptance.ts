import { createHash } from 'node:crypto'
import { recordEvent } from '../audit/record-event'
import { type PortalContext } from '../context'

/** `acceptedAt`: when the person agreed, if that was not now: a registration is confirmed later. */
type Acceptance = { accountId: string; versionNumber: number; wording: string; acceptedAt?: Date }

/**
 * Records that a member agreed to a version of the policy: which one, when and in which wording, as the person saw it beside the
 * checkbox (DS-01, GDPR Art. 7(1)). Call it inside the transaction of the confirmation; a second call changes nothing.
 */
export async function recordAcceptance(
  tx: PortalContext,
  { accountId, versionNumber, wording, acceptedAt = tx.now() }: Acceptance,
): Promise<{ outcome: 'recorded' } | { outcome: 'already-recorded' } | { outcome: 'not-published' }> {
  const version = await tx.db.policyVersion.findUnique({
    where: { number: versionNumber },
    select: { publishedAt: true },
  })
  if (!version?.publishedAt) return { outcome: 'not-published' }
  const { count } = await tx.db.policyAcceptance.createMany({
    data: { accountId, versionNumber, wording, acceptedAt },
    skipDuplicates: true,
  })
  if (count === 0) return { outcome: 'already-recorded' }
  // The record knows the sum of the sentence, so that neither the row nor its words can change unnoticed.
  const sum = createHash('sha256').update(wording).digest('hex')
  const details = { version: versionNumber, wording: sum, acceptedAt: acceptedAt.toISOString() }
  await recordEvent(tx, 'policy.accepted', { subjectId: accountId, details })
  return { outcome: 'recorded' }
}

/** The sentence beside the checkbox. The form shows it, the acceptance stores it. */
export function acceptanceWording(versionNumber: number): string {
  return `Ich habe die Datenschutzerklärung (Fassung ${versionNumber}) gelesen und stimme ihr zu.`
}
