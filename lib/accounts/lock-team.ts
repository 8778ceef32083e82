import { type PortalContext } from '../context'
import { anyRow } from '../db/rows'

/**
 * Everybody with a role, and the person whose role or factor is to change, in one order: of two who take each other's role one comes
 * first, and the last one of a role is known. Comes before every other lock.
 */
export async function lockTeam(tx: PortalContext, accountId: string): Promise<void> {
  await anyRow(tx)`
    SELECT id FROM account WHERE role <> 'member' OR id = ${accountId}::uuid ORDER BY id FOR UPDATE`
}
