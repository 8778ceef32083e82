import { type PortalContext } from '../context'
import { may } from '../may'
import { isConcerned } from './is-concerned'
import { type ActKind, kindOf } from './kinds'
import { lockOpen } from './lock-open'

export type Rejection = { decision: 'rejected'; decidedAt: Date; decidedBy: string }
export type Unrejected = 'not-open' | 'same-person' | 'concerned'

/**
 * Somebody with the right says no, or (where the kind allows it) the first person takes it back. One person is enough: nothing happens to
 * anybody. The caller writes `rejection` into the row. `concerned`: the accounts that it is about. Throws Refused.
 */
export async function reject(
  tx: PortalContext,
  kind: ActKind,
  { id, concerned }: { id: string; concerned: readonly string[] },
): Promise<{ outcome: 'rejected'; rejection: Rejection } | { outcome: Unrejected }> {
  const { reject: roles, takesBack } = kindOf(kind)
  const { accountId } = await may.staffNow(tx, roles)
  const open = await lockOpen(tx, kind, id)
  if (!open) return { outcome: 'not-open' }
  if (open.preparedBy === accountId && !takesBack) return { outcome: 'same-person' }
  if (isConcerned(tx, concerned)) return { outcome: 'concerned' }
  return { outcome: 'rejected', rejection: { decision: 'rejected', decidedAt: tx.now(), decidedBy: accountId } }
}
