import { z } from 'zod'
import { type Anchor, digestOf, lostAnchors } from '../audit/anchors'
import { recordEvent } from '../audit/record-event'
import { codesOf, releaseDecisionLabels } from '../codes'
import { inTransaction, type PortalContext } from '../context'
import { rowsOf } from '../db/rows'
import { prepare } from '../four-eyes/prepare'
import { type Rejection, reject, type Unrejected } from '../four-eyes/reject'
import { type Release, release } from '../four-eyes/release'
import { type Unfit } from '../four-eyes/second-person'
import { alertStaff } from '../mail/alert-staff'
import { may } from '../may'

type Named = { lossId: string }
type Lost = { firstLost: bigint; lastLost: bigint; anchors: number; digest: Buffer<ArrayBuffer> }

/**
 * An admin says that the end of the audit record was lost with a database server (DS-06). The chain goes on to count as broken until an
 * approver has attested it; approvers are told at once. `nothing-lost`: there is nothing to attest, or the record was rewritten, which nobody can.
 */
export function claimChainLoss(
  ctx: PortalContext,
  { reason }: { reason: string },
): Promise<{ outcome: 'claimed'; lossId: string } | { outcome: 'nothing-lost' | 'already-claimed' }> {
  return inTransaction(ctx, async (tx) => {
    const { preparation } = await prepare(tx, 'chain-loss', [])
    if ((await tx.db.chainLoss.count({ where: { decidedAt: null } })) > 0) return { outcome: 'already-claimed' }
    const lost = summed(await lostAnchors(tx))
    if (!lost) return { outcome: 'nothing-lost' }
    const { id: lossId } = await tx.db.chainLoss.create({
      data: { ...lost, reason, ...preparation },
      select: { id: true },
    })
    await recordEvent(tx, 'chain.loss-claimed', { subjectId: lossId, details: placesOf(lost) })
    await alertStaff(tx, {
      headline: 'Das Ende des Protokolls ist verloren gegangen',
      lines: [
        'Bitte prüfen Sie die Meldung. Erst wenn Sie den Verlust bescheinigen, gilt das Protokoll wieder als ganz.',
      ],
      path: '/admin/nachweis',
      roles: ['approver'],
    })
    return { outcome: 'claimed', lossId }
  })
}

/** An approver attests the loss: the anchors that the chain no longer knows are compared no more. `changed`: other anchors are missing by now. */
export function attestChainLoss(
  ctx: PortalContext,
  { lossId }: Named,
): Promise<{ outcome: 'attested' | 'changed' | 'not-open' | Unfit }> {
  return inTransaction(ctx, async (tx) => {
    const released = await release(tx, 'chain-loss', { id: lossId, concerned: [] })
    if (released.outcome !== 'released') return released
    const { digest } = await tx.db.chainLoss.findUniqueOrThrow({ where: { id: lossId }, select: { digest: true } })
    if (!summed(await lostAnchors(tx))?.digest.equals(digest)) return { outcome: 'changed' }
    await decide(tx, lossId, released.release)
    return { outcome: 'attested' }
  })
}

/** An approver does not attest it, or an admin takes the claim back. */
export function rejectChainLoss(ctx: PortalContext, { lossId }: Named): Promise<{ outcome: 'rejected' | Unrejected }> {
  return inTransaction(ctx, async (tx) => {
    const rejected = await reject(tx, 'chain-loss', { id: lossId, concerned: [] })
    if (rejected.outcome !== 'rejected') return rejected
    await decide(tx, lossId, rejected.rejection)
    return { outcome: 'rejected' }
  })
}

async function decide(tx: PortalContext, lossId: string, decided: Release | Rejection): Promise<void> {
  const lost = await tx.db.chainLoss.update({
    where: { id: lossId },
    data: decided,
    select: { firstLost: true, lastLost: true },
  })
  await recordEvent(tx, `chain.loss-${decided.decision}`, { subjectId: lossId, details: placesOf(lost) })
}

function summed(anchors: Anchor[] | undefined): Lost | undefined {
  const [first, last] = [anchors?.[0], anchors?.at(-1)]
  if (!anchors || !first || !last) return undefined
  return {
    firstLost: BigInt(first.position),
    lastLost: BigInt(last.position),
    anchors: anchors.length,
    digest: digestOf(anchors),
  }
}

const placesOf = ({ firstLost, lastLost }: { firstLost: bigint; lastLost: bigint }) => ({
  from: Number(firstLost),
  to: Number(lastLost),
})

const claimedRow = z.strictObject({
  id: z.string(),
  anchors: z.number(),
  reason: z.string(),
  preparedAt: z.date(),
  preparedBy: z.string(),
  /** Names of staff; null: gone, or nobody has decided. */
  preparedByName: z.string().nullable(),
  decidedAt: z.date().nullable(),
  decidedByName: z.string().nullable(),
  decision: z.enum(codesOf(releaseDecisionLabels)).nullable(),
})
export type ClaimedLoss = z.output<typeof claimedRow>

/** What was claimed, the newest first, and the anchors that are missing now and nobody has spoken of. */
export async function chainLosses(ctx: PortalContext): Promise<{ claimed: ClaimedLoss[]; lost?: Anchor[] }> {
  may.staff(ctx, '/admin/nachweis')
  const claimed = await rowsOf(ctx, claimedRow)`
    SELECT l.id, l.anchors, l.reason, l.prepared_at AS "preparedAt", l.prepared_by AS "preparedBy",
      (SELECT p.given_name || ' ' || p.surname FROM account p WHERE p.id = l.prepared_by) AS "preparedByName",
      l.decided_at AS "decidedAt",
      (SELECT d.given_name || ' ' || d.surname FROM account d WHERE d.id = l.decided_by) AS "decidedByName", l.decision
    FROM chain_loss l ORDER BY l.prepared_at DESC`
  const isOpen = claimed.some(({ decision }) => decision === null)
  return { claimed, lost: isOpen ? undefined : await lostAnchors(ctx) }
}
