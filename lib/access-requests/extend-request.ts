import { recordEvent } from '../audit/record-event'
import { type ExtensionGround, extensionGroundLabels, requestKindLabels } from '../codes'
import { inTransaction, type PortalContext } from '../context'
import { berlinDay, dayOfSqlDate, sqlDateOfDay } from '../dates'
import { queueMail } from '../mail/queue-mail'
import { may } from '../may'
import { lockOpenRequest } from './lock-open-request'
import { extendedDueOn } from './periods'

type Extension = { requestId: string; ground: ExtensionGround; reason: string; byLetter?: boolean }

/**
 * Two months more for the answer, once, and only while the first month runs; the person learns it and the reason by mail (GDPR
 * Art. 12(3)). Counted from the receipt.
 */
export function extendRequest(
  ctx: PortalContext,
  { requestId, ground, reason, byLetter = false }: Extension,
): Promise<{ outcome: 'extended' | 'already-extended' | 'too-late' | 'not-open' }> {
  const staff = may.staff(ctx, 'extendDataRequest')
  return inTransaction(ctx, async (tx) => {
    if (!(await lockOpenRequest(tx, requestId))) return { outcome: 'not-open' }
    const request = await tx.db.dataRequest.findUniqueOrThrow({ where: { id: requestId } })
    if (request.extendedAt) return { outcome: 'already-extended' }
    if (berlinDay(tx.now()) > dayOfSqlDate(request.dueOn)) return { outcome: 'too-late' }
    const { accountId } = request
    const receivedOn = dayOfSqlDate(request.receivedOn)
    const dueOn = extendedDueOn(receivedOn)
    await tx.db.dataRequest.update({
      where: { id: requestId },
      data: {
        dueOn: sqlDateOfDay(dueOn),
        extendedAt: tx.now(),
        extendedBy: staff.accountId,
        extensionGround: ground,
        extensionReason: reason,
        remindedAt: null,
      },
      select: { id: true },
    })
    if (!byLetter) {
      const kind = requestKindLabels[request.kind]
      const props = { caseId: requestId, kind, receivedOn, dueOn, reason, ground: extensionGroundLabels[ground] }
      await queueMail(tx, { template: 'request-extended', accountId, props })
    }
    await recordEvent(tx, 'request.extended', { subjectId: accountId, details: { requestId, dueOn } })
    return { outcome: 'extended' }
  })
}
