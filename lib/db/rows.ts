import { z } from 'zod'
import { type Database } from './client'
import { type Prisma } from './generated/client'

/**
 * Runs a statement and reads its rows by their schema: what the database answers is what the code says, or it throws. The one way to
 * rows for statements that Prisma's own calls cannot say; inside a transaction it belongs to it (docs/decisions/0064).
 */
export async function readRows<R extends z.ZodType>(
  { db }: { db: Database },
  row: R,
  query: Prisma.Sql,
): Promise<z.output<R>[]> {
  const rows = await db.$queryRaw<unknown[]>(query)
  return rows.map((found) => row.parse(found))
}

/** The first of these rows, or undefined. */
export async function readRow<R extends z.ZodType>(
  ctx: { db: Database },
  row: R,
  query: Prisma.Sql,
): Promise<z.output<R> | undefined> {
  const [first] = await readRows(ctx, row, query)
  return first
}

/** Does the statement find anything? What it selects does not matter. */
export async function hasRow({ db }: { db: Database }, query: Prisma.Sql): Promise<boolean> {
  const rows = await db.$queryRaw<unknown[]>(query)
  return rows.length > 0
}

/** A row with the id that the database knows it by. */
export const idRow = z.strictObject({ id: z.uuid() })
