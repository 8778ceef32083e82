import { recordEvent } from '../audit/record-event'
import { forgetClosure } from '../closure'
import { type ClosureCause } from '../codes'
import { inTransaction, type PortalContext } from '../context'

/**
 * Closes the portal until the erasures have been replayed (DS-04). Does nothing if it is already closed by a row. The row keeps the
 * last sign of life in the data, which is as old as the backup: periods that still ran then begin anew.
 */
export async function closePortal(ctx: PortalContext, cause: ClosureCause): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const closed = await tx.db.$executeRaw`
      INSERT INTO restoration (cause, found_at, counts)
      SELECT ${cause}, ${tx.now()}::timestamptz,
        jsonb_build_object('lastSign', (SELECT to_char(max(at) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') FROM audit_event))
      ON CONFLICT DO NOTHING`
    if (closed > 0) await recordEvent(tx, 'portal.closed', { details: { cause } })
  })
  forgetClosure()
}
