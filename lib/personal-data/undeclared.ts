import { z } from 'zod'
import { type PortalContext } from '../context'
import { rowsOf } from '../db/rows'
import { type DeclaredTable } from './declared'
import { declaredTables } from './generated/inventory'

/** Numbers of events; of a type that Prisma has no word for, so that the generated inventory leaves them out. */
const beyondPrisma = new Set(['audit_link.seqs'])

const undeclaredColumnsRow = z.strictObject({ table: z.string(), column: z.string() })

/**
 * Columns that the database has and the schema does not declare ("table.column"): whatever they hold, no report and no erasure knows
 * it. Columns that the database computes from others of their row say nothing that those do not.
 */
export async function undeclaredColumns(ctx: PortalContext): Promise<string[]> {
  const tables: Record<string, DeclaredTable> = declaredTables
  const stored = await rowsOf(ctx, undeclaredColumnsRow)`
    SELECT table_name AS table, column_name AS column
    FROM information_schema.columns JOIN information_schema.tables USING (table_schema, table_name)
    WHERE table_schema = current_schema() AND table_type = 'BASE TABLE' AND table_name <> '_prisma_migrations'
      AND is_generated = 'NEVER' ORDER BY 1, ordinal_position`
  return stored
    .filter(({ table, column }) => !Object.hasOwn(tables[table]?.columns ?? {}, column))
    .map(({ table, column }) => `${table}.${column}`)
    .filter((name) => !beyondPrisma.has(name))
}
