import { z } from 'zod'
import { recordEvent, recordEventsSql } from '../audit/record-event'
import { inTransaction, type PortalContext } from '../context'
import { Prisma } from '../db/generated/client'
import { rowOf, rowsOf } from '../db/rows'
import { ownMigrations } from '../db/schema-state'
import { supersedeNotices } from '../erasure/void-backup'
import { boundOf, isTooFarAhead, pauseBound, type TimeBound } from '../future-times'
import { alertStaff } from '../mail/alert-staff'
import { restartAnnouncements } from '../policies/restart-announcements'
import { reportError } from '../report-error'
import { formatNumber } from '../text'
import { brakeLimits } from './brakes'

/** More wrong times than this in one column, and more than its share of the rows: then it is rather the clock that is wrong now. */
const MOST_ALWAYS = brakeLimits.always
const MOST_SHARE = brakeLimits.shares.erasures
/** Columns named to staff in one mail. */
const MOST_NAMED = 20

type Column = { table: string; column: string; bound: TimeBound }
/** What became of the wrong times in a column; `corrected` is 0 for records, days that people chose, and while the clock is in doubt. */
type Finding = { column: string; found: number; corrected: number }

/**
 * Housekeeping: times further ahead than they can be were written by a wrong clock. Each is treated as run out, corrected where that takes
 * nothing from anybody, and told to staff (decision 0029). Nothing is corrected while the clock of the machine itself is in doubt: it differs
 * from the database's, it is older than this software, or the wrong times are many.
 */
export async function correctTimes(ctx: PortalContext): Promise<{ wrongTimes: number; correctedTimes: number }> {
  const columns = await timeColumns(ctx)
  const isInDoubt = await isClockInDoubt(ctx)
  const findings: Finding[] = []
  for (const [table, own] of Map.groupBy(columns, (column) => column.table)) {
    for (const { found, rows, ...column } of await countWrong(ctx, table, own)) {
      const isMass = found > Math.max(MOST_ALWAYS, MOST_SHARE * rows)
      const corrected = isInDoubt || isMass ? 0 : await correct(ctx, column)
      findings.push({ column: `${table}.${column.column}`, found, corrected })
    }
  }
  if (findings.length > 0) await tellStaff(ctx, findings)
  return {
    wrongTimes: findings.reduce((sum, { found }) => sum + found, 0),
    correctedTimes: findings.reduce((sum, { corrected }) => sum + corrected, 0),
  }
}

/** The same for mail that waits, as often as mail is sent: an index leads to it. */
export async function correctMailTimes(ctx: PortalContext): Promise<{ correctedMails: number }> {
  // Exactly the expression of the index outgoing_mail_work.
  const work = Prisma.sql`(CASE WHEN state = 'queued' THEN due_at WHEN state = 'sending' THEN lease_until END)`
  const now = nowSql(ctx)
  const correctedMails = await ctx.db.$executeRaw`
    UPDATE outgoing_mail SET due_at = least(due_at, ${now}), lease_until = least(lease_until, ${now})
    WHERE ${work} > ${now} + ${Prisma.raw(pauseBound.ahead)}`
  if (correctedMails > 0) {
    await tellStaff(ctx, [{ column: 'outgoing_mail.due_at', found: correctedMails, corrected: correctedMails }])
  }
  return { correctedMails }
}

const timeColumnsRow = z.strictObject({ table: z.string(), column: z.string() })

/** Every column of the database that holds a time, with its bound; one without is a bug that a test finds first. */
async function timeColumns(ctx: PortalContext): Promise<Column[]> {
  const rows = await rowsOf(ctx, timeColumnsRow)`
    SELECT c.table_name AS table, c.column_name AS column FROM information_schema.columns c
    JOIN information_schema.tables t ON t.table_schema = c.table_schema AND t.table_name = c.table_name
    WHERE c.table_schema = current_schema() AND t.table_type = 'BASE TABLE' AND c.table_name <> '_prisma_migrations'
      AND c.data_type IN ('timestamp with time zone', 'date')
    ORDER BY c.table_name, c.ordinal_position`
  return rows.flatMap(({ table, column }) => {
    const bound = boundOf(table, column)
    return bound ? [{ table, column, bound }] : []
  })
}

const countWrongRow = z.strictObject({ rows: z.number(), found: z.array(z.number()) })

/** One look at a table for all its columns; those without a wrong time are left out. */
async function countWrong(
  ctx: PortalContext,
  table: string,
  columns: Column[],
): Promise<(Column & { found: number; rows: number })[]> {
  const counts = columns.map((column) => Prisma.sql`(count(*) FILTER (WHERE ${isWrong(ctx, column)}))::int`)
  const row = await rowOf(ctx, countWrongRow)`
    SELECT count(*)::int AS rows, ARRAY[${Prisma.join(counts)}] AS found FROM ${name(table)}`
  return columns.flatMap((column, index) => {
    const found = row?.found[index] ?? 0
    return row && found > 0 ? [{ ...column, found, rows: row.rows }] : []
  })
}

async function correct(ctx: PortalContext, column: Omit<Column, 'found' | 'rows'>): Promise<number> {
  const { table, bound } = column
  try {
    if (bound.correction === 'report') return 0
    if (bound.correction === 'now') {
      return await (table === 'account' ? correctAccounts(ctx, column) : ctx.db.$executeRaw(becomesNow(ctx, column)))
    }
    return await inTransaction(ctx, (tx) =>
      table === 'inactivity_notice'
        ? supersedeNotices(tx, { which: isWrong(tx, column, 'n'), reason: 'future-time' })
        : restartAnnouncements(tx, isWrong(tx, column, 'n')),
    )
  } catch (error) {
    // One that cannot be corrected stops no other: staff read that it is still there.
    reportError(error, `times: ${table}.${column.column}`)
    return 0
  }
}

function becomesNow(ctx: PortalContext, column: Column): Prisma.Sql {
  return Prisma.sql`UPDATE ${name(column.table)} SET ${name(column.column)} = ${nowSql(ctx)} WHERE ${isWrong(ctx, column)}`
}

/** Times of an account decide about it (DS-05): each correction has its audit row, which keeps what stood there. */
function correctAccounts(ctx: PortalContext, column: Column): Promise<number> {
  const time = name(column.column)
  const events = recordEventsSql(ctx, 'account.time-corrected', {
    from: Prisma.sql`corrected`,
    subject: Prisma.sql`id`,
    details: { column: column.column, was: Prisma.sql`was` },
  })
  return ctx.db.$executeRaw`
    WITH wrong AS (
      SELECT id, ${time} AS was FROM account WHERE ${isWrong(ctx, column)} ORDER BY id FOR NO KEY UPDATE
    ), corrected AS (
      UPDATE account a SET ${time} = ${nowSql(ctx)} FROM wrong WHERE a.id = wrong.id RETURNING a.id, wrong.was
    )
    ${events}`
}

const isKnownRow = z.strictObject({ isKnown: z.boolean() })

/** Once: as long as nothing is corrected and the same is found, staff know it already. */
async function tellStaff(ctx: PortalContext, findings: Finding[]): Promise<void> {
  const rows = Object.fromEntries(findings.map(({ column, found, corrected }) => [column, found - corrected]))
  const corrected = findings.reduce((sum, finding) => sum + finding.corrected, 0)
  await inTransaction(ctx, async (tx) => {
    const known = await rowOf(tx, isKnownRow)`
      SELECT details -> 'rows' = ${JSON.stringify(rows)}::jsonb AS "isKnown" FROM audit_event
      WHERE act = 'portal.times-found' ORDER BY seq DESC LIMIT 1`
    if (corrected === 0 && known?.isKnown) return
    await recordEvent(tx, 'portal.times-found', { details: { rows, corrected } })
    await alertStaff(tx, {
      headline: 'Im Portal standen Zeiten, die zu weit in der Zukunft liegen',
      lines: [
        'Vermutlich ging die Uhr eines Servers eine Zeit lang falsch. Bitte prüfen Sie die Uhren.',
        ...findings
          .slice(0, MOST_NAMED)
          .map(
            (finding) =>
              `${finding.column}: ${formatNumber(finding.found)} gefunden, ${formatNumber(finding.corrected)} berichtigt`,
          ),
        'Was nicht berichtigt ist, bleibt unverändert stehen. Bitte sehen Sie es sich an.',
      ],
      path: '/admin/nachweis',
    })
  })
}

const databaseNowRow = z.strictObject({ databaseNow: z.date() })

/**
 * Do portal and database disagree about the time, or is it earlier than the newest migration of this software (named by its day)? A machine
 * that lost its clock starts years ago, and then every time that is right lies in the future.
 */
async function isClockInDoubt(ctx: PortalContext): Promise<boolean> {
  const row = await rowOf(ctx, databaseNowRow)`SELECT clock_timestamp() AS "databaseNow"`
  if (!row || Math.abs(row.databaseNow.getTime() - ctx.now().getTime()) > brakeLimits.clockSeconds * 1000) return true
  const [, year, month, day] = /^(\d{4})(\d{2})(\d{2})/.exec(ownMigrations().at(-1) ?? '') ?? []
  return ctx.now() < new Date(`${year}-${month}-${day}T00:00:00Z`)
}

function isWrong(ctx: PortalContext, { column, bound }: Column, alias?: string): Prisma.Sql {
  const time = alias ? Prisma.sql`${name(alias)}.${name(column)}` : name(column)
  return isTooFarAhead(time, nowSql(ctx), bound)
}

function nowSql(ctx: PortalContext): Prisma.Sql {
  return Prisma.sql`${ctx.now()}::timestamptz`
}

/** Names come from the catalogue of the database, never from outside. */
function name(identifier: string): Prisma.Sql {
  return Prisma.raw(`"${identifier}"`)
}
