import { type PortalContext } from '../context'
import { anyRow } from '../db/rows'

/**
 * Until the transaction ends, nobody else registers or takes over this address: of any number of attempts at the same
 * moment one decides, the others see its result (S-A13). The unique key of `account.email` stands behind it.
 */
export async function lockAddress(tx: PortalContext, email: string): Promise<void> {
  await tx.db.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${email}, 20031))`
}

/**
 * Locks an account before anything that hangs on it: everybody locks in this order, so an erasure and a change at the same
 * moment wait for each other instead of failing (S-M2).
 */
export async function lockAccount(tx: PortalContext, accountId: string): Promise<{ outcome: 'locked' | 'gone' }> {
  const isThere = await anyRow(tx)`SELECT 1 FROM account WHERE id = ${accountId}::uuid FOR NO KEY UPDATE`
  return { outcome: isThere ? 'locked' : 'gone' }
}
