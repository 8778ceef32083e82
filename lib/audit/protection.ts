import { z } from 'zod'
import { type PortalContext } from '../context'
import { rowOf } from '../db/rows'

const tablesRow = z.strictObject({ tables: z.number() })

/**
 * Tables of the portal whose protection the running database role could switch off: it owns them, may act for their owner, may give them
 * triggers, or may change or remove rows of the records that only grow (DS-06). 0 is what an operator wants; docs/operation.md says how.
 */
export async function countUnprotected(ctx: PortalContext): Promise<number> {
  const row = await rowOf(ctx, tablesRow)`
    SELECT count(*)::int AS tables FROM pg_class c
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND (
      pg_has_role(c.relowner, 'MEMBER')
      OR has_table_privilege(c.oid, 'TRUNCATE')
      OR has_table_privilege(c.oid, 'TRIGGER')
      OR c.relname IN ('audit_event', 'audit_link', 'erasure', '_prisma_migrations')
        AND (has_any_column_privilege(c.oid, 'UPDATE') OR has_table_privilege(c.oid, 'DELETE')))`
  return row?.tables ?? 0
}
