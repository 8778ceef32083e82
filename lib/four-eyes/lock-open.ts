import { z } from 'zod'
import { type PortalContext } from '../context'
import { Prisma } from '../db/generated/client'
import { anyRow, rowOf } from '../db/rows'
import { type ActKind, kindOf } from './kinds'

const openActRow = z.strictObject({ preparedBy: z.string(), isHandedIn: z.boolean() })

/** An act that nobody has decided on and whose time has not run out, locked until the end of the transaction. */
export async function lockOpen(
  tx: PortalContext,
  kind: ActKind,
  id: string,
): Promise<z.output<typeof openActRow> | undefined> {
  const { table, isSubmitted } = kindOf(kind)
  const handedIn = isSubmitted ? Prisma.sql`submitted_at IS NOT NULL` : Prisma.sql`TRUE`
  await anyRow(tx)`SELECT 1 FROM ${Prisma.raw(table)} WHERE id = ${id}::uuid FOR UPDATE`
  return rowOf(tx, openActRow)`
    SELECT prepared_by AS "preparedBy", ${handedIn} AS "isHandedIn"
    FROM ${Prisma.raw(table)} WHERE id = ${id}::uuid AND decided_at IS NULL AND NOT ${isOverSql(tx, kind)}`
}

/** The time in which it could be released has run out. */
export function isOverSql(tx: PortalContext, kind: ActKind): Prisma.Sql {
  const { period, isSubmitted } = kindOf(kind)
  if (period === undefined) return Prisma.sql`FALSE`
  const since = isSubmitted ? Prisma.sql`coalesce(submitted_at, prepared_at)` : Prisma.sql`prepared_at`
  return Prisma.sql`${since} < ${new Date(tx.now().getTime() - period * 1000)}::timestamptz`
}
