import { recordEvent } from '../audit/record-event'
import { inTransaction, type PortalContext } from '../context'
import { dayOfSqlDate } from '../dates'
import { eraseAccount } from '../erasure/erase-account'
import { appendErasures } from '../erasure/erasure-log'
import { may } from '../may'
import { lockOpenRequest } from './lock-open-request'

type CarriedOut = { outcome: 'erased' | 'held' | 'not-open' | 'not-confirmed' }

/**
 * Erases the account of a request whose identity check is done but whose erasure had to wait for a legal hold (DS-04,
 * DS-10). One click by staff after the hold was lifted.
 */
export async function carryOutRequest(ctx: PortalContext, { requestId }: { requestId: string }): Promise<CarriedOut> {
  may.staff(ctx, 'carryOutErasureRequest')
  const result = await inTransaction<CarriedOut>(ctx, async (tx) => {
    const request = await lockOpenRequest(tx, requestId)
    if (request?.kind !== 'erasure') return { outcome: 'not-open' }
    if (!request.identityConfirmedAt) return { outcome: 'not-confirmed' }
    const done = await carryOut(tx, { accountId: request.accountId, requestId })
    return done.outcome === 'invalid' ? { outcome: 'not-open' } : { outcome: done.outcome }
  })
  if (result.outcome === 'erased') await appendErasures(ctx)
  return result
}

/** Erases inside the caller's transaction. The request disappears with the person; the audit row and the ledger stay. */
export async function carryOut(
  tx: PortalContext,
  { accountId, requestId }: { accountId: string; requestId: string },
): Promise<{ outcome: 'erased' | 'held' | 'invalid' }> {
  const request = await lockOpenRequest(tx, requestId)
  if (!request) return { outcome: 'invalid' }
  const receivedOn = dayOfSqlDate(request.receivedOn)
  const { outcome } = await eraseAccount(tx, { accountId, reason: 'request' })
  if (outcome === 'held') return { outcome }
  if (outcome === 'already-gone') return { outcome: 'invalid' }
  await recordEvent(tx, 'request.closed', {
    subjectId: accountId,
    details: { requestId, kind: 'erasure', outcome: 'carried-out', receivedOn },
  })
  return { outcome: 'erased' }
}
