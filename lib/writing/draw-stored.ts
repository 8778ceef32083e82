import { setImmediate } from 'node:timers/promises'
import { z } from 'zod'
import { type PortalContext } from '../context'
import { Prisma } from '../db/generated/client'
import { rowsOf } from '../db/rows'
import { RULES } from './draw'
import { write } from './stored'

/** Every text with a drawing beside it: its table, their columns and the key. */
const places = [
  { table: 'publication', text: 'body', key: 'id' },
  { table: 'forum_post', text: 'body', key: 'id' },
  { table: 'forum_revision', text: 'body', key: 'id' },
  { table: 'directory_entry', text: 'introduction', key: 'account_id' },
] as const
type Place = (typeof places)[number]

const BATCH = 200
/** Milliseconds for one turn; the rest is drawn when it is shown, and stored by the next turn. */
const LONGEST_TURN = 60_000

const undrawnRow = z.strictObject({ key: z.string(), text: z.string() })

/**
 * Draws texts that are not drawn, or by other rules than now: those that were written before there were drawings, and those for which the
 * machine had no time. A text that changes meanwhile keeps what its author has just written.
 */
export async function drawStored(ctx: PortalContext): Promise<{ textsDrawn: number }> {
  const start = performance.now()
  let textsDrawn = 0
  for (const place of places) {
    let rows: z.output<typeof undrawnRow>[] = []
    do {
      rows = await undrawn(ctx, place, rows.at(-1)?.key)
      for (const row of rows) {
        textsDrawn += await store(ctx, place, row)
        // Between two texts everybody else has their turn.
        await setImmediate()
      }
      if (performance.now() - start > LONGEST_TURN) return { textsDrawn }
    } while (rows.length === BATCH)
  }
  return { textsDrawn }
}

function undrawn(ctx: PortalContext, place: Place, after?: string) {
  const { table, text, key } = named(place)
  return rowsOf(ctx, undrawnRow)`
    SELECT ${key} AS key, ${text} AS text FROM ${table}
    WHERE ${text} IS NOT NULL AND drawn->>'version' IS DISTINCT FROM ${String(RULES)}
      AND (${after ?? null}::uuid IS NULL OR ${key} > ${after ?? null}::uuid)
    ORDER BY ${key} LIMIT ${BATCH}`
}

function store({ db }: PortalContext, place: Place, row: z.output<typeof undrawnRow>): Promise<number> {
  const { table, text, key } = named(place)
  const { drawn } = write(row.text)
  if (drawn === Prisma.DbNull) return Promise.resolve(0)
  return db.$executeRaw`
    UPDATE ${table} SET drawn = ${JSON.stringify(drawn)}::jsonb WHERE ${key} = ${row.key}::uuid AND ${text} = ${row.text}`
}

function named({ table, text, key }: Place) {
  return { table: Prisma.raw(table), text: Prisma.raw(text), key: Prisma.raw(key) }
}
