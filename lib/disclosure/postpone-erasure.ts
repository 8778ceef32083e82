import { recordEvent } from '../audit/record-event'
import { type ErasureReason } from '../codes'
import { type PortalContext } from '../context'

/**
 * An erasure that a legal hold stops is kept (DS-10): the hold has closed the account already, and the erasure is carried out when
 * it ends, for the first reason that was given. Call it in the transaction that has locked the account.
 */
export async function postponeErasure(
  tx: PortalContext,
  { accountId, reason }: { accountId: string; reason: ErasureReason },
): Promise<void> {
  const added = await tx.db.$executeRaw`
    INSERT INTO pending_erasure (account_id, reason, since)
    VALUES (${accountId}::uuid, ${reason}, ${tx.now()}::timestamptz) ON CONFLICT DO NOTHING`
  if (added > 0) await recordEvent(tx, 'erasure.postponed', { subjectId: accountId, details: { reason } })
}
