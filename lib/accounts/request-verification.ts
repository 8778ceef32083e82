import { recordEvent } from '../audit/record-event'
import { type VerificationCause } from '../codes'
import { inTransaction, type PortalContext } from '../context'
import { may } from '../may'
import { lockAccount } from './lock-address'

/**
 * Puts a member into the queue of those whom staff verify (DS-07). Call it in the transaction of its cause, after the account is
 * locked. Who waits already keeps the place in the queue, but not the row: staff decide about what they saw, not about what has come since.
 */
export async function openVerification(
  tx: PortalContext,
  { accountId, cause, note }: { accountId: string; cause: VerificationCause; note?: string },
): Promise<void> {
  const waiting = await tx.db.verification.findFirst({ where: { accountId, decidedAt: null }, select: waitingColumns })
  if (waiting) {
    const superseded = { decision: 'superseded', decidedAt: tx.now() } as const
    await tx.db.verification.update({ where: { id: waiting.id }, data: superseded, select: { id: true } })
  }
  await tx.db.verification.create({
    data: {
      accountId,
      cause,
      note: note ?? waiting?.note,
      requestedAt: waiting?.requestedAt ?? tx.now(),
      remindedAt: waiting?.remindedAt,
    },
    select: { id: true },
  })
}

const waitingColumns = { id: true, requestedAt: true, note: true, remindedAt: true } as const

/**
 * A member answers a question of staff, or asks again after a refusal (DS-07). `not-asked`: verified, or waiting already.
 */
export async function askAgain(
  ctx: PortalContext,
  { accountId, note }: { accountId: string; note: string },
): Promise<{ outcome: 'waiting' | 'not-asked' | 'gone' }> {
  may.own(ctx, accountId)
  return inTransaction(ctx, async (tx) => {
    if ((await lockAccount(tx, accountId)).outcome === 'gone') return { outcome: 'gone' }
    const account = await tx.db.account.findUniqueOrThrow({
      where: { id: accountId },
      select: { verifiedAt: true, verifications: { where: { decidedAt: null }, select: { id: true } } },
    })
    if (account.verifiedAt || account.verifications.length > 0) return { outcome: 'not-asked' }
    await openVerification(tx, { accountId, cause: 'answered', note })
    await recordEvent(tx, 'verification.requested', { subjectId: accountId, details: { cause: 'answered' } })
    return { outcome: 'waiting' }
  })
}
