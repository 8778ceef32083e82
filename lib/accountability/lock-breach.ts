import { type PortalContext } from '../context'
import { anyRow } from '../db/rows'

/** Is the case open? Locked until the transaction ends. */
export async function lockOpenBreach(tx: PortalContext, breachId: string): Promise<boolean> {
  await tx.db.$queryRaw`SELECT 1 FROM breach WHERE id = ${breachId}::uuid FOR UPDATE`
  return anyRow(tx)`SELECT 1 FROM breach WHERE id = ${breachId}::uuid AND closed_at IS NULL`
}
