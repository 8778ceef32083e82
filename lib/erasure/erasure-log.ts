import { z } from 'zod'
import { readClosure } from '../closure'
import { inTransaction, type PortalContext } from '../context'
import { isOwnDatabase } from '../db/client'
import { homes } from '../db/database-home'
import { Prisma } from '../db/generated/client'
import { anyRow, idRow, rowOf, rowsOf } from '../db/rows'
import { settings } from '../env'
import { reportError } from '../report-error'
import { closePortal } from './close-portal'
import {
  appendHeader,
  appendToLog,
  type LoggedErasure,
  loggedErasureRow,
  readLog,
  requireWritable,
  sizeOfLog,
} from './log-file'

/**
 * Erasures are also written to a file outside the database (DS-04), so that none of them is undone by a restore. The ledger is
 * the source: what it has and the file lacks is appended, after the commit, every minute by the running server and at every start, so
 * a crash between commit and append loses nothing. Processes take turns by an advisory lock. Decision 0038: which file is whose.
 */
const LOG_LOCK = 7_811_003
const PAGE = 5_000
const FULL_TIMEOUT_MS = 300_000
/** An erasure is dated when its transaction begins; this much later at most it is committed. Milliseconds. */
const LATEST_COMMIT_MS = 15 * 60_000

/** The file is that of another portal: it says nothing about this database, and nothing of this one goes into it. */
export class ForeignErasureLog extends Error {
  constructor(file: string) {
    super(`${file} belongs to another database; name another file in ERASURES_LOG, or move it away`)
    this.name = 'ForeignErasureLog'
  }
}

export type Reconciliation = { appended: number; unknownToLedger: number; damagedLines: number; unprovenLines: number }

/** What this process knows of the end of a file: its last header, entries of the last minutes and how far it has read. */
type Tail = { end: number; newest: number; recent: Map<string, number>; database?: string }
const tails = new Map<string, Tail>()

const countRow = z.strictObject({ count: z.number() })

/**
 * Appends the erasures of the last minutes that the file lacks; call it after the commit (inside a transaction it does nothing:
 * whoever opened that one calls it). Never fails: the erasure has happened, and the next call writes what is missing.
 */
export async function appendErasures(ctx: PortalContext): Promise<void> {
  if (!settings().erasuresLog || !isOwnDatabase(ctx.db)) return
  try {
    await appendMissing(ctx)
  } catch (error) {
    reportError(error, 'erasures.log')
  }
}

/** As appendErasures, but throws where the file cannot be written or is another portal's. */
export async function appendMissing(ctx: PortalContext): Promise<{ appended: number }> {
  const file = settings().erasuresLog
  if (!file) return { appended: 0 }
  const tail = await inTransaction(ctx, async (tx) => {
    await takeTurn(tx)
    const known = await readTail(file)
    if (known.database !== (await homes(tx)).noted) return undefined
    await requireWritable(file)
    const since = new Date(known.newest - LATEST_COMMIT_MS)
    return { appended: await appendFrom(tx, file, since, ({ accountId }) => !known.recent.has(accountId)) }
  })
  return tail ?? { appended: (await reconcileErasureLog(ctx)).appended }
}

/** Is this file the one of the erasures of this database? Reads only; undefined: there is none, or none with a proven header. */
export async function isOwnLog(ctx: PortalContext, file: string): Promise<boolean | undefined> {
  if ((await sizeOfLog(file)) === undefined) return undefined
  let last: string | undefined
  for await (const { databases } of readLog(file)) last = databases.at(-1) ?? last
  const { noted, present } = await homes(ctx)
  return last === undefined ? undefined : last === noted || last === present
}

/** May something be erased that nobody waits for? Not while its line could not be written (DS-04). Reports why not. */
export async function canLogErasures(ctx: PortalContext): Promise<boolean> {
  const file = settings().erasuresLog
  if (!file) return true
  try {
    const { database: owner } = await readTail(file)
    if (owner !== (await homes(ctx)).noted) await appendMissing(ctx)
    await requireWritable(file)
    return true
  } catch (error) {
    reportError(error, 'erasures.log')
    return false
  }
}

/**
 * Compares ledger and file completely. The file lacks erasures: they are appended. The ledger lacks erasures: the database is
 * older than the file, and the portal closes until they have been replayed. While it is closed nothing is appended. Of a file with a header
 * only proven lines count; `unprovenLines`: entries that nobody but a stranger can have written.
 * Throws ForeignErasureLog, and does nothing, where the file is not this database's.
 */
export async function reconcileErasureLog(ctx: PortalContext): Promise<Reconciliation> {
  const file = settings().erasuresLog
  if (!file) return { appended: 0, unknownToLedger: 0, damagedLines: 0, unprovenLines: 0 }
  return inTransaction(
    ctx,
    async (tx) => {
      await takeTurn(tx)
      const { databases, damagedLines } = await loadLog(tx, file)
      const { noted, present } = await homes(tx)
      const last = databases.at(-1)
      // `present`: a replay was killed between the header of the new place and the opening of the portal.
      if (last ? last !== noted && last !== present : await isForeign(tx)) throw new ForeignErasureLog(file)
      const unprovenLines = last ? await dropUnproven(tx) : 0
      const unknownToLedger = (await unknownErasures(tx)).length
      if (unknownToLedger > 0) await closePortal(tx, 'older-than-log')
      if (await readClosure(tx)) return { appended: 0, unknownToLedger, damagedLines, unprovenLines }
      // A file without a proven header is taken over: every line of the ledger is written again, with its proof.
      if (last !== noted) await appendHeader(file, noted, tx.now())
      await dropUnproven(tx)
      await requireWritable(file)
      const known = new Set<string>()
      for (const { id } of await rowsOf(tx, idRow)(unlogged)) known.add(id)
      const appended = known.size > 0 ? await appendFrom(tx, file, new Date(0), (row) => known.has(row.accountId)) : 0
      return { appended, unknownToLedger, damagedLines, unprovenLines }
    },
    { timeoutMs: FULL_TIMEOUT_MS },
  )
}

/**
 * Copies the file into the temporary table `logged` of this transaction. Returns its proven headers in their order, and the number of lines that
 * are none.
 */
export async function loadLog(tx: PortalContext, file: string): Promise<{ databases: string[]; damagedLines: number }> {
  await tx.db.$executeRaw`
    CREATE TEMPORARY TABLE logged (account_id uuid, erased_at timestamptz, reason text, is_proven boolean) ON COMMIT DROP`
  const databases: string[] = []
  let damagedLines = 0
  if ((await sizeOfLog(file)) === undefined) return { databases, damagedLines }
  for await (const batch of readLog(file)) {
    damagedLines += batch.damaged
    databases.push(...batch.databases)
    await copy(tx, batch.proven, true)
    await copy(tx, batch.unproven, false)
  }
  await tx.db.$executeRaw`CREATE INDEX ON logged (account_id)`
  return { databases, damagedLines }
}

async function copy(tx: PortalContext, entries: LoggedErasure[], isProven: boolean): Promise<void> {
  if (entries.length === 0) return
  await tx.db.$executeRaw`
    INSERT INTO logged SELECT *, ${isProven} FROM unnest(${entries.map(({ accountId }) => accountId)}::uuid[],
      ${entries.map(({ erasedAt }) => erasedAt.toISOString())}::timestamptz[],
      ${entries.map(({ reason }) => reason)}::text[])`
}

/** Of a file without a proven header: it has entries, and the ledger knows none of them. */
export async function isForeign(tx: PortalContext): Promise<boolean> {
  return anyRow(tx)`
    SELECT WHERE EXISTS (SELECT FROM logged) AND NOT EXISTS (SELECT FROM logged l JOIN erasure e USING (account_id))`
}

/** Entries of `logged` without proof, of whom the ledger has no record and the file no proven line. */
export async function countUnproven(tx: PortalContext): Promise<number> {
  const row = await rowOf(tx, countRow)`
    SELECT count(*)::int AS count FROM logged l WHERE NOT is_proven
      AND NOT EXISTS (SELECT FROM erasure e WHERE e.account_id = l.account_id)
      AND NOT EXISTS (SELECT FROM logged p WHERE p.account_id = l.account_id AND p.is_proven)`
  return row?.count ?? 0
}

async function dropUnproven(tx: PortalContext): Promise<number> {
  const count = await countUnproven(tx)
  await tx.db.$executeRaw`DELETE FROM logged WHERE NOT is_proven`
  return count
}

/** Erasures in `logged` that the ledger lacks, the oldest first. */
export function unknownErasures(tx: PortalContext): Promise<LoggedErasure[]> {
  return rowsOf(tx, loggedErasureRow)`
    SELECT * FROM (
      SELECT DISTINCT ON (account_id) account_id AS "accountId", erased_at AS "erasedAt", reason FROM logged l
      WHERE NOT EXISTS (SELECT FROM erasure e WHERE e.account_id = l.account_id)
      ORDER BY account_id, is_proven DESC, erased_at
    ) AS unknown ORDER BY "erasedAt", "accountId"`
}

/** Ledger rows that `logged` lacks. */
export const unlogged = Prisma.sql`
  SELECT account_id AS id FROM erasure e WHERE NOT EXISTS (SELECT FROM logged l WHERE l.account_id = e.account_id)`

/** One process at a time writes; the lock ends with the transaction. */
export async function takeTurn(tx: PortalContext): Promise<void> {
  await tx.db.$executeRaw`SELECT pg_advisory_xact_lock(${LOG_LOCK})`
}

async function appendFrom(
  tx: PortalContext,
  file: string,
  since: Date,
  isMissing: (row: LoggedErasure) => boolean,
): Promise<number> {
  let appended = 0
  let after: LoggedErasure = { accountId: '00000000-0000-0000-0000-000000000000', erasedAt: since, reason: 'self' }
  for (;;) {
    const rows: LoggedErasure[] = await rowsOf(tx, loggedErasureRow)`
      SELECT account_id AS "accountId", erased_at AS "erasedAt", reason FROM erasure
      WHERE (erased_at, account_id) > (${after.erasedAt}::timestamptz, ${after.accountId}::uuid)
      ORDER BY erased_at, account_id LIMIT ${PAGE}`
    const missing = rows.filter(isMissing)
    await appendToLog(file, missing)
    appended += missing.length
    const last = rows.at(-1)
    if (!last || rows.length < PAGE) return appended
    after = last
  }
}

/** Reads what was appended since the last look, by this process or another one. */
async function readTail(file: string): Promise<Tail> {
  const size = (await sizeOfLog(file)) ?? 0
  const known = tails.get(file)
  const tail: Tail = known && known.end <= size ? known : { end: 0, newest: 0, recent: new Map() }
  tails.set(file, tail)
  if (size === tail.end) return tail
  for await (const { proven, databases, end } of readLog(file, tail.end)) {
    tail.database = databases.at(-1) ?? tail.database
    for (const { accountId, erasedAt } of proven) {
      tail.recent.set(accountId, erasedAt.getTime())
      tail.newest = Math.max(tail.newest, erasedAt.getTime())
    }
    tail.end = end
    for (const [id, at] of tail.recent) if (at < tail.newest - 2 * LATEST_COMMIT_MS) tail.recent.delete(id)
  }
  return tail
}
