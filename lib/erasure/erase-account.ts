import { type ErasureReason } from '../codes'
import { inTransaction, type PortalContext } from '../context'
import { anyRow } from '../db/rows'
import { postponeErasure } from '../disclosure/postpone-erasure'
import { may } from '../may'
import { eraseLocked } from './erase-accounts'
import { appendErasures } from './erasure-log'

type Outcome = { outcome: 'erased' } | { outcome: 'already-gone' } | { outcome: 'held' }

/** Whoever is signed in erases the own account, and no other (DS-04). Outcomes as of eraseAccount. */
export async function eraseOwnAccount(ctx: PortalContext): Promise<Outcome> {
  return eraseAccount(ctx, { accountId: may.member(ctx), reason: 'self' })
}

/**
 * Erases an account and all data stored in it, at once and for good (DS-04, DS-05; GDPR Art. 17): one transaction that
 * ends all sessions, cancels mail to the person, writes a ledger row without personal data and queues one last
 * confirmation. `held`: an open legal hold keeps the data (DS-10), or whatever stops the clock does against the wish of others; the erasure follows
 * when it ends. Of any number of calls at the same moment one erases,
 * the others find the account already gone (S-M3).
 */
export async function eraseAccount(
  ctx: PortalContext,
  { accountId, reason }: { accountId: string; reason: ErasureReason },
): Promise<Outcome> {
  const result = await inTransaction<Outcome>(ctx, async (tx) => {
    const isThere = await anyRow(tx)`SELECT 1 FROM account WHERE id = ${accountId}::uuid FOR UPDATE`
    if (!isThere) return { outcome: 'already-gone' }
    const { erased } = await eraseLocked(tx, { accountIds: [accountId], reason })
    if (erased.length > 0) return { outcome: 'erased' }
    await postponeErasure(tx, { accountId, reason })
    return { outcome: 'held' }
  })
  if (result.outcome === 'erased') await appendErasures(ctx)
  return result
}
