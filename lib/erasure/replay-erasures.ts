import path from 'node:path'
import { restartAnchors } from '../audit/anchors'
import { recordEvent, recordEventsSql } from '../audit/record-event'
import { forgetClosure, readClosure } from '../closure'
import { type ErasureReason } from '../codes'
import { inTransaction, type PortalContext } from '../context'
import { homes } from '../db/database-home'
import { Prisma } from '../db/generated/client'
import { idRow, rowsOf } from '../db/rows'
import { settings } from '../env'
import { closePortal } from './close-portal'
import {
  countUnproven,
  isForeign,
  loadLog,
  reconcileErasureLog,
  takeTurn,
  unknownErasures,
  unlogged,
} from './erasure-log'
import { appendHeader, type LoggedErasure, sizeOfLog } from './log-file'
import { deleteAccounts, recordAndDeleteChildren } from './statements'
import { type Voided, voidBackup } from './void-backup'

const BATCH = 1_000
const TIMEOUT_MS = 300_000

export type ReplayOutcome =
  | { outcome: 'nothing-to-do' | 'no-file' | 'foreign' }
  | { outcome: 'incomplete'; lacking: number }
  | { outcome: 'unproven'; lines: number }
  | ({ outcome: 'reopened'; replayed: number; erased: number; damagedLines: number } & Voided)

/**
 * After a restore: repeats every erasure that the file knows and the database does not, makes void what came back with the
 * backup, and opens the portal again (DS-04). May be killed and repeated at any point; until its end the portal stays
 * closed. The ledger gets the day of the first erasure; nobody is written to a second time, and a legal hold that came back does
 * not count: it had been lifted before the erasure. `incomplete`: the file lacks erasures that the backup
 * knows, so it is not the whole file; `acceptIncomplete` goes on all the same. `foreign`: the file names other databases;
 * `unproven`: entries that this portal's secret does not prove would erase somebody; `acceptUnproven` believes both.
 */
export async function replayErasures(
  ctx: PortalContext,
  {
    file,
    acceptIncomplete = false,
    acceptUnproven = false,
  }: { file: string; acceptIncomplete?: boolean; acceptUnproven?: boolean },
): Promise<ReplayOutcome> {
  if ((await sizeOfLog(file)) === undefined) return { outcome: 'no-file' }
  const { isOthers, unproven, unknown, lacking, damagedLines, last, present } = await compare(ctx, file)
  if (isOthers && !acceptUnproven) return { outcome: 'foreign' }
  if (unproven > 0 && !acceptUnproven) return { outcome: 'unproven', lines: unproven }
  const cause = await readClosure(ctx)
  if (!cause && unknown.length === 0) return { outcome: 'nothing-to-do' }
  if (cause && lacking > 0 && !acceptIncomplete) return { outcome: 'incomplete', lacking }
  await closePortal(ctx, cause ?? 'older-than-log')
  let erased = 0
  for (let start = 0; start < unknown.length; start += BATCH) {
    erased += await replayBatch(ctx, unknown.slice(start, start + BATCH))
  }
  const result = { replayed: unknown.length, erased, damagedLines }
  // Before the rows are at home here: a replay that is killed in between finds its file again.
  if (path.resolve(file) === path.resolve(settings().erasuresLog ?? '') && last !== present)
    await appendHeader(file, present, ctx.now())
  restartAnchors(present, ctx.now())
  const voided = await inTransaction(ctx, (tx) => reopen(tx, result), { timeoutMs: TIMEOUT_MS })
  forgetClosure()
  // The configured file may be another one than the one that was read.
  await reconcileErasureLog(ctx)
  return { outcome: 'reopened', ...result, ...voided }
}

function compare(ctx: PortalContext, file: string) {
  return inTransaction(
    ctx,
    async (tx) => {
      await takeTurn(tx)
      const { databases, damagedLines } = await loadLog(tx, file)
      const { noted, present } = await homes(tx)
      return {
        isOthers:
          databases.length > 0 ? !databases.includes(noted) && !databases.includes(present) : await isForeign(tx),
        unproven: await countUnproven(tx),
        unknown: await unknownErasures(tx),
        lacking: (await rowsOf(tx, idRow)(unlogged)).length,
        damagedLines,
        last: databases.at(-1),
        present,
      }
    },
    { timeoutMs: TIMEOUT_MS },
  )
}

/** One transaction: ledger, audit and deletion of those who came back; a ledger row alone for those whom the backup does not know. */
async function replayBatch(ctx: PortalContext, batch: LoggedErasure[]): Promise<number> {
  const ids = batch.map(({ accountId }) => accountId)
  const logged = Prisma.sql`unnest(${ids}::uuid[], ${batch.map(({ erasedAt }) => erasedAt.toISOString())}::timestamptz[],
    ${batch.map(({ reason }) => reason)}::erasure_reason[]) AS l (account_id, erased_at, reason)`
  const days = JSON.stringify(Object.fromEntries(batch.map(({ accountId, erasedAt }) => [accountId, erasedAt])))
  return inTransaction(
    ctx,
    async (tx) => {
      const rows = await rowsOf(tx, idRow)`
        SELECT id FROM account WHERE id = ANY(${ids}::uuid[]) ORDER BY id FOR UPDATE`
      const present = new Set(rows.map(({ id }) => id))
      for (const [reason, accounts] of byReason(batch.filter(({ accountId }) => present.has(accountId)))) {
        const erasedAt = Prisma.sql`(${days}::jsonb ->> a.id::text)::timestamptz`
        const recorded = await tx.db.$executeRaw(recordAndDeleteChildren(tx, accounts, reason, erasedAt))
        if (recorded !== accounts.length) throw new Error(`${recorded} of ${accounts.length} erasures were recorded`)
        await tx.db.$executeRaw(deleteAccounts(accounts))
      }
      await tx.db.$executeRaw`
        INSERT INTO erasure (account_id, erased_at, reason, counts)
        SELECT l.account_id, l.erased_at, l.reason, '{}' FROM ${logged} ON CONFLICT DO NOTHING`
      await tx.db.$executeRaw(auditReplay(tx, logged))
      return present.size
    },
    { timeoutMs: TIMEOUT_MS },
  )
}

function byReason(batch: LoggedErasure[]): Map<ErasureReason, string[]> {
  const groups = new Map<ErasureReason, string[]>()
  for (const { accountId, reason } of batch) groups.set(reason, [...(groups.get(reason) ?? []), accountId])
  return groups
}

function auditReplay(tx: PortalContext, logged: Prisma.Sql): Prisma.Sql {
  return recordEventsSql(tx, 'account.erased', {
    from: logged,
    subject: Prisma.sql`l.account_id`,
    details: { reason: Prisma.sql`l.reason`, replayed: true },
  })
}

/** The last step, all or nothing: what came back with the backup is void, the rows are at home here, the portal is open. */
async function reopen(
  tx: PortalContext,
  counts: { replayed: number; erased: number; damagedLines: number },
): Promise<Voided> {
  const open = await tx.db.restoration.findFirstOrThrow({
    where: { reopenedAt: null },
    select: { id: true, counts: true },
  })
  const { lastSign } = open.counts as { lastSign?: string | null }
  const voided = await voidBackup(tx, lastSign ? new Date(lastSign) : tx.now())
  await tx.db.$executeRaw`
    INSERT INTO database_home (id, home, noted_at) VALUES (1, current_database_home(), ${tx.now()}::timestamptz)
    ON CONFLICT (id) DO UPDATE SET home = excluded.home, noted_at = excluded.noted_at`
  await tx.db.restoration.update({
    where: { id: open.id },
    data: { reopenedAt: tx.now(), counts: { lastSign: lastSign ?? null, ...counts, ...voided } },
    select: { id: true },
  })
  await recordEvent(tx, 'portal.reopened', { details: { ...counts, ...voided } })
  return voided
}
