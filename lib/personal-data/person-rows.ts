import { z } from 'zod'
import { type PortalContext } from '../context'
import { type Prisma } from '../db/generated/client'
import { rowsOf } from '../db/rows'
import { may } from '../may'
import { newestRows, personCounts, personKeys, personRows } from './generated/inventory'
import { type InventoryTable, inventory } from './inventory'

/** A value as the database holds it, JSON-safe: instants ISO 8601 in UTC, days "2026-12-21", codes as stored. */
export type PersonValue = string | number | boolean | null | object
export type PersonRow = z.output<typeof personRow>
const personRow = z.strictObject({ key: z.string(), values: z.record(z.string(), z.custom<PersonValue>()) })

/** A table and how many of its rows are about the person. */
export type PersonTable = InventoryTable & { count: number }

const BATCH = 1_000

/** Keys held at a time; the rows themselves are read in batches. */
const KEYS = 10_000

type CountSql = (person: string) => Prisma.Sql
type KeysSql = (person: string, after: string | null, limit: number) => Prisma.Sql
type RowsSql = (person: string, keys: string[]) => Prisma.Sql
type NewestSql = (person: string, before: string | null, limit: number) => Prisma.Sql

const keyRow = z.strictObject({ key: z.string() })
const countRow = z.strictObject({ count: z.number() })

/** Every table that can hold rows about a person, with their number. */
export async function countPersonRows(ctx: PortalContext, accountId: string): Promise<PersonTable[]> {
  const tables = inventory().filter(({ person }) => person.length > 0)
  const counts: Record<string, CountSql> = personCounts
  return Promise.all(
    tables.map(async (table) => {
      const sql = counts[table.name]
      const [row] = sql ? await rowsOf(ctx, countRow)(sql(accountId)) : []
      return { ...table, count: row?.count ?? 0 }
    }),
  )
}

/**
 * The rows of one table about a person, oldest first, in batches; some keys and some rows are held, so memory stays flat (DS-12).
 * Throws if the inventory knows no rows of people there.
 */
export async function* readPersonRows(
  ctx: PortalContext,
  accountId: string,
  table: string,
): AsyncGenerator<PersonRow[]> {
  const allKeys: Record<string, KeysSql> = personKeys
  const allRows: Record<string, RowsSql> = personRows
  const [keysSql, rowsSql] = [allKeys[table], allRows[table]]
  if (!keysSql || !rowsSql) throw new Error(`the inventory knows no rows of people in ${table}`)
  let after: string | null = null
  for (;;) {
    const found: { key: string }[] = await rowsOf(ctx, keyRow)(keysSql(accountId, after, KEYS))
    const keys = found.map(({ key }) => key)
    for (let start = 0; start < keys.length; start += BATCH) {
      yield await rowsOf(ctx, personRow)(rowsSql(accountId, keys.slice(start, start + BATCH)))
    }
    if (keys.length < KEYS) return
    after = keys.at(-1) ?? null
  }
}

/** The newest `limit` rows, or the ones before the key `before`; a key that is none counts as missing. */
export async function readNewestRows(
  ctx: PortalContext,
  { accountId, table, before, limit }: { accountId: string; table: PersonTable; before?: string; limit: number },
): Promise<PersonRow[]> {
  may.own(ctx, accountId)
  const statements: Record<string, NewestSql> = newestRows
  const sql = statements[table.name]
  const isKey = before !== undefined && keyForms[table.keyType].test(before)
  return sql ? rowsOf(ctx, personRow)(sql(accountId, isKey ? before : null, limit)) : []
}

const keyForms = {
  uuid: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
  bigint: /^\d{1,18}$/,
  text: /^[\w.:-]{1,200}$/,
}
