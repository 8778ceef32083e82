import { z } from 'zod'
import { inTransaction, type PortalContext } from '../context'
import { rowOf } from '../db/rows'
import { closePortal } from './close-portal'

const isRestoredRow = z.strictObject({ isRestored: z.boolean() })

/**
 * Reads the mark that `restore` leaves on the schema in the transaction of the restore, and closes the portal (DS-04). A dump from
 * before the tables for it existed is closed as well, and so is a restore that was killed half-way.
 */
export async function noticeRestore(ctx: PortalContext): Promise<void> {
  const row = await rowOf(ctx, isRestoredRow)`
    SELECT coalesce(obj_description('public'::regnamespace, 'pg_namespace') = 'restored', false) AS "isRestored"`
  if (!row?.isRestored) return
  await inTransaction(ctx, async (tx) => {
    await closePortal(tx, 'restored')
    // Only the owner may comment on the schema.
    await tx.db.$executeRaw`SELECT forget_restore_mark()`
  })
}
