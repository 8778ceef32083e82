import { type UnprovenHooks } from '../accounts/confirm-email-change'
import { endTokens } from '../auth/token'
import { type TokenEnd } from '../codes'
import { type PortalContext } from '../context'
import { anyRow } from '../db/rows'
import { eraseLocked } from './erase-accounts'
import { appendErasures } from './erasure-log'
import { withoutStop } from './statements'

const reason = 'unconfirmed'

/**
 * Erases the account that keeps the place of registrations which nobody has confirmed (DS-03), in the caller's transaction; their links
 * say why from then on. `kept`: somebody confirmed one at the same moment, or what stops its clock keeps it (DS-10, DS-12).
 */
export async function eraseUnproven(
  tx: PortalContext,
  { accountId, because }: { accountId: string; because: Extract<TokenEnd, 'taken' | 'withdrawn'> },
): Promise<{ outcome: 'erased' | 'kept' }> {
  const isUnproven = await anyRow(tx)`
    SELECT 1 FROM account WHERE id = ${accountId}::uuid AND email_confirmed_at IS NULL FOR UPDATE`
  // Asked before the links end: what stays keeps them.
  if (!isUnproven || !(await anyRow(tx)(withoutStop(tx, [accountId], reason)))) {
    return { outcome: 'kept' }
  }
  await endTokens(tx, { accountId, outcome: because })
  await eraseLocked(tx, { accountIds: [accountId], reason })
  return { outcome: 'erased' }
}

/** For an address that a member proves while strangers' registrations wait for it (lib/accounts/confirm-email-change.ts). */
export const unprovenHooks: UnprovenHooks = {
  erase: (tx, accountId) => eraseUnproven(tx, { accountId, because: 'taken' }),
  erased: appendErasures,
}
