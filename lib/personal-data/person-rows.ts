import { type PortalContext } from '../context'
import { type Prisma } from '../db/generated/client'
import { newestRows, personCounts, personRows } from './generated/inventory'
import { type InventoryTable, inventory } from './inventory'

/** A value as the database holds it, JSON-safe: instants ISO 8601 in UTC, days "2026-12-21", codes as stored. */
export type PersonValue = string | number | boolean | null | object
export type PersonRow = { key: string; values: Record<string, PersonValue> }

/** A table and how many of its rows are about the person. */
export type PersonTable = InventoryTable & { count: number }

const BATCH = 1_000

type RowsSql = (person: string, after: string | null, limit: number) => Prisma.Sql
type CountSql = (person: string) => Prisma.Sql

/** Every table that can hold rows about a person, with their number. */
export async function countPersonRows(ctx: PortalContext, accountId: string): Promise<PersonTable[]> {
  const tables = inventory().filter(({ person }) => person.length > 0)
  const counts: Record<string, CountSql> = personCounts
  return Promise.all(
    tables.map(async (table) => {
      const sql = counts[table.name]
      const [row] = sql ? await ctx.db.$queryRaw<{ count: number }[]>(sql(accountId)) : []
      return { ...table, count: row?.count ?? 0 }
    }),
  )
}

/** The rows of one table about a person, oldest first, in batches: memory stays flat whatever their number (DS-12). */
export async function* readPersonRows(
  ctx: PortalContext,
  accountId: string,
  table: string,
): AsyncGenerator<PersonRow[]> {
  let after: string | null = null
  for (;;) {
    const rows = await readPersonRowsAfter(ctx, { accountId, table, after, limit: BATCH })
    if (rows.length > 0) yield rows
    if (rows.length < BATCH) return
    after = rows.at(-1)?.key ?? null
  }
}

/** Up to `limit` rows behind the key `after`. */
export async function readPersonRowsAfter(
  ctx: PortalContext,
  { accountId, table, after, limit }: { accountId: string; table: string; after: string | null; limit: number },
): Promise<PersonRow[]> {
  const statements: Record<string, RowsSql> = personRows
  const sql = Object.hasOwn(statements, table) ? statements[table] : undefined
  if (!sql) throw new Error(`the inventory knows no rows of people in ${table}`)
  return ctx.db.$queryRaw<PersonRow[]>(sql(accountId, after, limit))
}

/** The newest `limit` rows, or the ones before the key `before`; a key that is none counts as missing. */
export async function readNewestRows(
  ctx: PortalContext,
  { accountId, table, before, limit }: { accountId: string; table: PersonTable; before?: string; limit: number },
): Promise<PersonRow[]> {
  const statements: Record<string, RowsSql> = newestRows
  const sql = statements[table.name]
  const isKey = before !== undefined && keyForms[table.keyType].test(before)
  return sql ? ctx.db.$queryRaw<PersonRow[]>(sql(accountId, isKey ? before : null, limit)) : []
}

const keyForms = {
  uuid: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
  bigint: /^\d{1,18}$/,
  text: /^[\w.:-]{1,200}$/,
}
