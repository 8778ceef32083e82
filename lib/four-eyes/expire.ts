import { type PortalContext } from '../context'
import { Prisma } from '../db/generated/client'
import { idRow, rowsOf } from '../db/rows'
import { type ActKind, kinds } from './kinds'
import { isOverSql } from './lock-open'

/** Duty: acts of this kind that nobody released in time are void. Returns their ids; the caller records them in the same transaction. */
export async function expire(tx: PortalContext, kind: ActKind): Promise<string[]> {
  const rows = await rowsOf(tx, idRow)`
    UPDATE ${Prisma.raw(kinds[kind].table)} SET decision = 'expired', decided_at = ${tx.now()}::timestamptz
    WHERE decided_at IS NULL AND ${isOverSql(tx, kind)} RETURNING id`
  return rows.map(({ id }) => id)
}
