import { inTransaction, type PortalContext } from '../context'
import { Prisma } from '../db/generated/client'
import { idRow, rowsOf } from '../db/rows'
import { may } from '../may'
import { reportError } from '../report-error'
import { eraseLocked } from './erase-accounts'
import { appendErasures, canLogErasures } from './erasure-log'
import { mayBeErasedSql } from './statements'

type Outcome = { outcome: 'erased' | 'held' | 'not-waiting' }

/**
 * Carries out an erasure that waited for the end of a legal hold (DS-10), for the reason it was asked for. Does nothing if none
 * waits; `held`: another hold is still open, or (an erasure by staff) something else stops it.
 */
export async function completeErasure(ctx: PortalContext, accountId: string): Promise<Outcome> {
  may.staffOrPortal(ctx, 'decideOnHold')
  const result = await inTransaction<Outcome>(ctx, async (tx) => {
    await tx.db.$queryRaw`SELECT 1 FROM account WHERE id = ${accountId}::uuid FOR UPDATE`
    const waiting = await tx.db.pendingErasure.findUnique({ where: { accountId }, select: { reason: true } })
    if (!waiting) return { outcome: 'not-waiting' }
    const { erased } = await eraseLocked(tx, { accountIds: [accountId], reason: waiting.reason })
    return { outcome: erased.length > 0 ? 'erased' : 'held' }
  })
  if (result.outcome === 'erased') await appendErasures(ctx)
  return result
}

/** Housekeeping: whatever a hold that ended in any other way has left behind. Returns how many accounts were erased. */
export async function completeErasures(ctx: PortalContext): Promise<{ completedErasures: number }> {
  const waiting = await rowsOf(ctx, idRow)`
    SELECT p.account_id AS id FROM pending_erasure p
    WHERE ${mayBeErasedSql(ctx.now(), Prisma.sql`p.account_id`, Prisma.sql`p.reason`)}`
  let completedErasures = 0
  if (waiting.length > 0 && !(await canLogErasures(ctx))) return { completedErasures }
  for (const { id } of waiting) {
    try {
      const { outcome } = await completeErasure(ctx, id)
      if (outcome === 'erased') completedErasures += 1
    } catch (error) {
      reportError(error, `postponed erasure of ${id}`)
    }
  }
  return { completedErasures }
}
