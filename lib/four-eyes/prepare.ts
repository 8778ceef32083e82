import { type PortalContext } from '../context'
import { may } from '../may'
import { type ActKind, kinds } from './kinds'

/** The first of two people: the columns that say who prepares an act of this kind, and when. Throws Refused. */
export async function prepare(tx: PortalContext, kind: ActKind): Promise<{ preparedAt: Date; preparedBy: string }> {
  const { accountId: preparedBy } = await may.staffNow(tx, kinds[kind].first)
  return { preparedAt: tx.now(), preparedBy }
}
