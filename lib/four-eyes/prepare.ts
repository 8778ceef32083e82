import { type PortalContext } from '../context'
import { may } from '../may'
import { isConcerned } from './is-concerned'
import { type ActKind, kinds } from './kinds'

type Prepared = { outcome: 'prepared'; preparation: { preparedAt: Date; preparedBy: string } }

/**
 * The first of two people: the columns that say who prepares an act of this kind, and when. `concerned`: the accounts that it is about.
 * Throws Refused.
 */
export function prepare(tx: PortalContext, kind: ActKind, concerned: readonly []): Promise<Prepared>
export function prepare(
  tx: PortalContext,
  kind: ActKind,
  concerned: readonly string[],
): Promise<Prepared | { outcome: 'concerned' }>
export async function prepare(tx: PortalContext, kind: ActKind, concerned: readonly string[]) {
  const { accountId: preparedBy } = await may.staffNow(tx, kinds[kind].first)
  if (isConcerned(tx, concerned)) return { outcome: 'concerned' }
  return { outcome: 'prepared', preparation: { preparedAt: tx.now(), preparedBy } }
}
