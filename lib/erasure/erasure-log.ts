import { readClosure } from '../closure'
import { inTransaction, type PortalContext } from '../context'
import { database } from '../db/client'
import { Prisma } from '../db/generated/client'
import { settings } from '../env'
import { reportError } from '../report-error'
import { closePortal } from './close-portal'
import { appendToLog, type LoggedErasure, readLog, sizeOfLog } from './log-file'

/**
 * Erasures are also written to a file outside the database (DS-04), so that none of them is undone by a restore. The ledger is
 * the source: what it has and the file lacks is appended, after the commit and again at every start and every
 * housekeeping, so a crash between commit and append loses nothing. Processes take turns by an advisory lock.
 */
const LOG_LOCK = 7_811_003
const PAGE = 5_000
const FULL_TIMEOUT_MS = 300_000
/** An erasure is dated when its transaction begins; this much later at most it is committed. Milliseconds. */
const LATEST_COMMIT_MS = 15 * 60_000

/** What this process knows of the end of a file: entries of the last minutes and how far it has read. */
type Tail = { end: number; newest: number; recent: Map<string, number> }
const tails = new Map<string, Tail>()

/**
 * Appends the erasures of the last minutes that the file lacks; call it after the commit (inside a transaction it does nothing:
 * whoever opened that one calls it). Never fails: the erasure has happened, and the next call writes what is missing.
 */
export async function appendErasures(ctx: PortalContext): Promise<number> {
  const file = settings().erasuresLog
  if (!file || ctx.db !== database().db) return 0
  try {
    return await inTransaction(ctx, async (tx) => {
      await takeTurn(tx)
      const tail = await readTail(file)
      const since = new Date(tail.newest - LATEST_COMMIT_MS)
      return appendFrom(tx, file, since, ({ accountId }) => !tail.recent.has(accountId))
    })
  } catch (error) {
    reportError(error, 'erasures.log')
    return 0
  }
}

/**
 * Compares ledger and file completely. The file lacks erasures: they are appended. The ledger lacks erasures: the database is
 * older than the file, and the portal closes until they have been replayed. While it is closed nothing is appended.
 */
export async function reconcileErasureLog(
  ctx: PortalContext,
): Promise<{ appended: number; unknownToLedger: number; damagedLines: number }> {
  const file = settings().erasuresLog
  if (!file) return { appended: 0, unknownToLedger: 0, damagedLines: 0 }
  return inTransaction(
    ctx,
    async (tx) => {
      await takeTurn(tx)
      const damagedLines = await loadLog(tx, file)
      const unknownToLedger = (await unknownErasures(tx)).length
      if (unknownToLedger > 0) await closePortal(tx, 'older-than-log')
      if (await readClosure(tx)) return { appended: 0, unknownToLedger, damagedLines }
      const known = new Set<string>()
      for (const { id } of await tx.db.$queryRaw<{ id: string }[]>(unlogged)) known.add(id)
      const appended = known.size > 0 ? await appendFrom(tx, file, new Date(0), (row) => known.has(row.accountId)) : 0
      return { appended, unknownToLedger, damagedLines }
    },
    { timeoutMs: FULL_TIMEOUT_MS },
  )
}

/** Copies the file into the temporary table `logged` of this transaction; returns the number of lines that are none. */
export async function loadLog(tx: PortalContext, file: string): Promise<number> {
  await tx.db
    .$executeRaw`CREATE TEMPORARY TABLE logged (account_id uuid PRIMARY KEY, erased_at timestamptz, reason text) ON COMMIT DROP`
  if ((await sizeOfLog(file)) === undefined) return 0
  let damaged = 0
  for await (const batch of readLog(file)) {
    damaged += batch.damaged
    const { entries } = batch
    await tx.db.$executeRaw`
      INSERT INTO logged SELECT * FROM unnest(${entries.map(({ accountId }) => accountId)}::uuid[],
        ${entries.map(({ erasedAt }) => erasedAt.toISOString())}::timestamptz[],
        ${entries.map(({ reason }) => reason)}::text[]) ON CONFLICT DO NOTHING`
  }
  return damaged
}

/** Erasures in `logged` that the ledger lacks, the oldest first. */
export function unknownErasures(tx: PortalContext): Promise<LoggedErasure[]> {
  return tx.db.$queryRaw<LoggedErasure[]>`
    SELECT account_id AS "accountId", erased_at AS "erasedAt", reason FROM logged l
    WHERE NOT EXISTS (SELECT FROM erasure e WHERE e.account_id = l.account_id) ORDER BY erased_at, account_id`
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
    const rows: LoggedErasure[] = await tx.db.$queryRaw<LoggedErasure[]>`
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
  for await (const { entries, end } of readLog(file, tail.end)) {
    for (const { accountId, erasedAt } of entries) {
      tail.recent.set(accountId, erasedAt.getTime())
      tail.newest = Math.max(tail.newest, erasedAt.getTime())
    }
    tail.end = end
    for (const [id, at] of tail.recent) if (at < tail.newest - 2 * LATEST_COMMIT_MS) tail.recent.delete(id)
  }
  return tail
}
