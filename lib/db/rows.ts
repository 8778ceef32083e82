import { z } from 'zod'
import { type Database } from './client'
import { type Prisma } from './generated/client'

/** A statement as a template, or as it was put together. */
type Statement<T> = (text: TemplateStringsArray | Prisma.Sql, ...values: unknown[]) => Promise<T>
type Source = { db: Database }

/**
 * Runs a statement that Prisma's calls cannot say and reads its rows by their schema: what the database answers is what the code says, or
 * it throws. Inside a transaction it belongs to it (docs/decisions/0064-sql-stays-sql-its-rows-are-parsed.md).
 */
export function rowsOf<R extends z.ZodType>({ db }: Source, row: R): Statement<z.output<R>[]> {
  return async (text, ...values) => {
    const rows = await db.$queryRaw<unknown[]>(text, ...values)
    return rows.map((found) => row.parse(found))
  }
}

/** The first of these rows, or undefined. */
export function rowOf<R extends z.ZodType>(source: Source, row: R): Statement<z.output<R> | undefined> {
  return async (text, ...values) => {
    const [first] = await rowsOf(source, row)(text, ...values)
    return first
  }
}

/** Does the statement find anything? What it selects does not matter. */
export function anyRow({ db }: Source): Statement<boolean> {
  return async (text, ...values) => {
    const rows = await db.$queryRaw<unknown[]>(text, ...values)
    return rows.length > 0
  }
}

export const idRow = z.strictObject({ id: z.string() })
