import { recordEvent } from '../audit/record-event'
import { type VerificationDecision } from '../codes'
import { inTransaction, type PortalContext } from '../context'
import { isRestricted } from '../db/standing'
import { queueMail } from '../mail/queue-mail'
import { may } from '../may'
import { lockAccount } from './lock-address'

/**
 * An admin decides whether a member is who the registration says (DS-07): from then on the member may publish, post and write, or
 * learns why not, or is asked. The member gets a mail, with the reason where there is one; only an approval needs none (`no-reason`). `not-waiting`: somebody else was faster, the data have changed since the
 * admin saw them, processing is restricted (GDPR Art. 18), or the account is gone; nothing was done.
 */
export function verifyMember(
  ctx: PortalContext,
  { verificationId, decision, reason }: { verificationId: string; decision: VerificationDecision; reason: string },
): Promise<{ outcome: VerificationDecision | 'not-waiting' | 'no-reason' }> {
  return inTransaction(ctx, async (tx) => {
    const { accountId: staffId } = await may.staffNow(tx, 'decideVerification')
    if (decision !== 'verified' && !reason) return { outcome: 'no-reason' }
    const verification = await tx.db.verification.findUnique({
      where: { id: verificationId },
      select: { accountId: true },
    })
    if (!verification) return { outcome: 'not-waiting' }
    const { accountId } = verification
    if ((await lockAccount(tx, accountId)).outcome === 'gone') return { outcome: 'not-waiting' }
    if (await isRestricted(tx, accountId)) return { outcome: 'not-waiting' }
    const { count } = await tx.db.verification.updateMany({
      // Only members wait: nobody of the staff confirms the own data.
      where: { id: verificationId, decidedAt: null, account: { role: 'member' } },
      data: { decision, reason: reason || null, decidedAt: tx.now(), decidedBy: staffId },
    })
    if (count === 0) return { outcome: 'not-waiting' }
    if (decision === 'verified') {
      await tx.db.account.update({ where: { id: accountId }, data: { verifiedAt: tx.now() }, select: { id: true } })
    }
    await queueMail(tx, { template: 'verification-decided', accountId, props: { decision, reason } })
    await recordEvent(tx, 'verification.decided', { subjectId: accountId, details: { decision } })
    return { outcome: decision }
  })
}
