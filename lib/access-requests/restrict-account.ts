import { recordEvent } from '../audit/record-event'
import { type RestrictionGround, restrictionGroundLabels } from '../codes'
import { inTransaction, type PortalContext } from '../context'
import { cancelMails, queueMail } from '../mail/queue-mail'
import { may } from '../may'
import { lockOpenRequest } from './lock-open-request'
import { settleRequest } from './settle-request'

/**
 * Restricts the processing of an account (GDPR Art. 18; DS-12) because of an open request that the person has confirmed: from now on
 * the data are stored and not used (docs/decisions/0018-restriction.md). Its clock stands still
 * meanwhile, and mail that has not left is withdrawn. The person is told what it means. A request for exactly this is carried
 * out and closed with it; an objection or a rectification stays open until it is decided.
 */
export function restrictAccount(
  ctx: PortalContext,
  { requestId, ground, reason }: { requestId: string; ground: RestrictionGround; reason: string },
): Promise<{ outcome: 'restricted' | 'already-restricted' | 'not-confirmed' | 'not-open' }> {
  const staff = may.staff(ctx, 'restrictData')
  return inTransaction(ctx, async (tx) => {
    const request = await lockOpenRequest(tx, requestId)
    if (!request || request.kind === 'erasure') return { outcome: 'not-open' }
    if (!request.identityConfirmedAt) return { outcome: 'not-confirmed' }
    const { accountId, kind } = request
    const open = await tx.db.restriction.findFirst({ where: { accountId, liftedAt: null }, select: { id: true } })
    if (open) return { outcome: 'already-restricted' }
    const { id: restrictionId } = await tx.db.restriction.create({
      data: { accountId, ground, reason, placedAt: tx.now(), placedBy: staff.accountId },
      select: { id: true },
    })
    await cancelMails(tx, { accountId, templates: ['inactivity-notice', 'policy-announcement'] })
    await queueMail(tx, {
      template: 'restriction-placed',
      accountId,
      props: { ground: restrictionGroundLabels[ground], reason },
    })
    await recordEvent(tx, 'restriction.placed', { subjectId: accountId, details: { restrictionId, requestId, ground } })
    if (kind === 'restriction') await settleRequest(tx, { requestId, outcome: 'carried-out', answer: reason })
    return { outcome: 'restricted' }
  })
}
