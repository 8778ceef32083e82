import { recordEvent } from '../audit/record-event'
import { endTokens } from '../auth/token'
import { type IdentityWay } from '../codes'
import { inTransaction, type PortalContext } from '../context'
import { appendErasures } from '../erasure/erasure-log'
import { prepare } from '../four-eyes/prepare'
import { reject, type Unrejected } from '../four-eyes/reject'
import { release } from '../four-eyes/release'
import { type Unfit } from '../four-eyes/second-person'
import { may } from '../may'
import { cancelRequestMails } from './cancel-request-mails'
import { carryOut } from './carry-out-request'
import { lockOpenRequest } from './lock-open-request'

/**
 * Staff have checked in another way than by the stored mailbox who the person is (GDPR Art. 12(2), (6)), for example because the mailbox
 * is lost. It counts only when a second person has released it. No copy of a document is kept.
 */
export function proveIdentity(
  ctx: PortalContext,
  { requestId, way, note }: { requestId: string; way: IdentityWay; note: string },
): Promise<{ outcome: 'proved' | 'not-open' | 'already-confirmed' | 'already-waiting' | 'concerned' }> {
  return inTransaction(ctx, async (tx) => {
    await may.staffNow(tx, 'proveIdentity')
    const request = await lockOpenRequest(tx, requestId)
    if (!request) return { outcome: 'not-open' }
    const { accountId } = request
    const prepared = await prepare(tx, 'identity', [accountId])
    if (prepared.outcome === 'concerned') return { outcome: 'concerned' }
    if (request.identityConfirmedAt) return { outcome: 'already-confirmed' }
    if ((await tx.db.identityProof.count({ where: { requestId, decidedAt: null } })) > 0) {
      return { outcome: 'already-waiting' }
    }
    const data = { accountId, requestId, way, note, ...prepared.preparation }
    await tx.db.identityProof.create({ data, select: { id: true } })
    await recordEvent(tx, 'request.identity-proved', { subjectId: accountId, details: { requestId, way } })
    return { outcome: 'proved' }
  })
}

type Released = 'confirmed' | 'erased' | 'held'

/**
 * The second person releases it: the request counts as confirmed, and a wish to be erased is carried out at once, as behind the link
 * (DS-04). The link in the mailbox ends.
 */
export async function releaseIdentity(
  ctx: PortalContext,
  { proofId }: { proofId: string },
): Promise<{ outcome: Released | 'not-open' | Unfit }> {
  const result = await inTransaction<{ outcome: Released | 'not-open' | Unfit }>(ctx, async (tx) => {
    const proof = await tx.db.identityProof.findUnique({ where: { id: proofId } })
    const request = proof && (await lockOpenRequest(tx, proof.requestId))
    const concerned = request ? [request.accountId] : []
    const released = await release(tx, 'identity', { id: proofId, concerned })
    if (released.outcome !== 'released') return released
    if (!proof || !request) return { outcome: 'not-open' }
    const { accountId, requestId } = proof
    const way = proof.way as IdentityWay
    await tx.db.identityProof.update({ where: { id: proofId }, data: released.release, select: { id: true } })
    await tx.db.dataRequest.update({
      where: { id: requestId },
      data: { identityConfirmedAt: request.identityConfirmedAt ?? tx.now() },
      select: { id: true },
    })
    await endTokens(tx, { requestId, outcome: 'withdrawn' })
    await cancelRequestMails(tx, { accountId, kind: request.kind })
    await recordEvent(tx, 'request.identity-confirmed', { subjectId: accountId, details: { requestId, way } })
    if (request.kind !== 'erasure') return { outcome: 'confirmed' }
    const { outcome } = await carryOut(tx, { accountId, requestId })
    return { outcome: outcome === 'invalid' ? 'not-open' : outcome }
  })
  if (result.outcome === 'erased') await appendErasures(ctx)
  return result
}

/** The second person does not accept it, or the first one takes it back. */
export function rejectIdentity(
  ctx: PortalContext,
  { proofId }: { proofId: string },
): Promise<{ outcome: 'rejected' | Unrejected }> {
  return inTransaction(ctx, async (tx) => {
    const proof = await tx.db.identityProof.findUnique({ where: { id: proofId } })
    if (proof) await lockOpenRequest(tx, proof.requestId)
    const rejected = await reject(tx, 'identity', { id: proofId, concerned: proof ? [proof.accountId] : [] })
    if (rejected.outcome !== 'rejected' || !proof) return { outcome: proof ? rejected.outcome : 'not-open' }
    await tx.db.identityProof.update({ where: { id: proofId }, data: rejected.rejection, select: { id: true } })
    const details = { requestId: proof.requestId, way: proof.way as IdentityWay }
    await recordEvent(tx, 'request.identity-rejected', { subjectId: proof.accountId, details })
    return { outcome: 'rejected' }
  })
}
