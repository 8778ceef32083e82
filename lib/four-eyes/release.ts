import { type PortalContext } from '../context'
import { type ActKind, kinds } from './kinds'
import { lockOpen } from './lock-open'
import { secondPerson, type Unfit } from './second-person'

export type Release = { decision: 'released'; decidedAt: Date; decidedBy: string }

/**
 * The second person releases an act of this kind (DS-06, DS-10): the caller writes `release` into its row and does the act, in the same transaction.
 * `concerned`: the accounts that the act is about. `not-open`: decided, not handed in, or too late. Throws Refused.
 */
export async function release(
  tx: PortalContext,
  kind: ActKind,
  { id, concerned }: { id: string; concerned: readonly string[] },
): Promise<{ outcome: 'released'; release: Release } | { outcome: 'not-open' | Unfit }> {
  const { first: firstRoles, second: roles } = kinds[kind]
  const open = await lockOpen(tx, kind, id)
  const judged = await secondPerson(tx, { roles, first: open ? [open.preparedBy] : [], firstRoles, concerned })
  if (!open?.isHandedIn) return { outcome: 'not-open' }
  if (judged.outcome !== 'fit') return judged
  return {
    outcome: 'released',
    release: { decision: 'released', decidedAt: tx.now(), decidedBy: judged.staffId },
  }
}
