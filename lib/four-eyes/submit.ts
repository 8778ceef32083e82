import { type PortalContext } from '../context'
import { may } from '../may'
import { type ActKind, kinds } from './kinds'
import { lockOpen } from './lock-open'

/** Whoever prepared an act, and nobody else, hands it in for its release, once. The caller writes `submittedAt`. Throws Refused. */
export async function submit(
  tx: PortalContext,
  kind: ActKind,
  id: string,
): Promise<{ outcome: 'submitted'; submittedAt: Date } | { outcome: 'not-open' | 'not-yours' }> {
  const { accountId } = await may.staffNow(tx, kinds[kind].first)
  const act = await lockOpen(tx, kind, id)
  if (!act || act.isHandedIn) return { outcome: 'not-open' }
  return act.preparedBy === accountId ? { outcome: 'submitted', submittedAt: tx.now() } : { outcome: 'not-yours' }
}
