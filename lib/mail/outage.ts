import { z } from 'zod'
import { recordEvent } from '../audit/record-event'
import { type MailCause } from '../codes'
import { inTransaction, type PortalContext } from '../context'
import { berlinDay } from '../dates'
import { rowOf, rowsOf } from '../db/rows'
import { may } from '../may'
import { type Outcome } from '../result'
import { formatNumber } from '../text'
import { alertStaff } from './alert-staff'
import { causeWords, reportCauses } from './causes'
import { eachTemplate, lockAccounts, type MailHooks, mailRow, revivedRow } from './hooks'
import { endPause, pauseAll } from './pace'
import { type Answer } from './transport'

type Refused = Extract<Answer, { outcome: 'refused' }>

const MINUTE = 60_000
/** Anybody can send an unsigned report: so many in a row, with no good one in between, may be a wrong secret. */
export const FORGED_IN_A_ROW = 3
/** What was refused once and not again for so long is over. */
export const REPORTS_MS = 24 * 60 * MINUTE

/** Longest pause that grows by itself: how long the portal may sleep after the relay has been put right. */
const LONGEST_PAUSE_MS = 15 * MINUTE

/**
 * The same refusal for so many different recipients in a row, with nobody accepted in between, is an outage whatever
 * its code says (DS-05, DS-11). A refusal that blames the relay, or 421, needs one other mail only.
 */
export function isOutageAfter({ fault, error }: Pick<Refused, 'fault' | 'error'>): number {
  return fault === 'relay' || / 421\b/.test(error) ? 2 : 5
}

const lastRow = z.strictObject({ at: z.date().nullable() })
const foundRow = z.strictObject({ found: z.number() })
const outageRow = z.strictObject({ beganAt: z.date(), count: z.number() })

/** When the relay last took a mail; undefined = never, as far as the queue remembers. */
export async function lastAcceptedAt(ctx: PortalContext): Promise<Date | undefined> {
  const row = await rowOf(ctx, lastRow)`
    SELECT max(accepted_at) AS at FROM outgoing_mail WHERE accepted_at IS NOT NULL`
  return row?.at ?? undefined
}

/** Is this refusal one of a row? Asked after it was recorded. */
export async function isInARow(ctx: PortalContext, refused: Pick<Refused, 'fault' | 'error'>): Promise<boolean> {
  const since = (await lastAcceptedAt(ctx))?.toISOString() ?? '-infinity'
  const row = await rowOf(ctx, foundRow)`
    SELECT count(DISTINCT coalesce(recipient, account_id::text))::int AS found FROM outgoing_mail
    WHERE last_error = ${refused.error} AND refused_at > ${since}::timestamptz AND accepted_at IS NULL
      AND (spared_at IS NULL OR spared_at > ${since}::timestamptz)`
  return (row?.found ?? 0) >= isOutageAfter(refused)
}

export type Stop = { cause: MailCause; error: string; pauseMs: number }

/**
 * The relay, or the portal at the relay, is at fault: everybody waits, longer the longer it lasts; what was refused in
 * this row comes back with all its tries; staff are told once a day for each cause.
 */
export async function declareOutage(ctx: PortalContext, outage: Stop, hooks: MailHooks): Promise<void> {
  const pauseMs = await inTransaction(ctx, async (tx) => {
    const { ageMs, count } = await openOutage(tx, outage)
    await bringBack(tx, outage, hooks)
    await tellStaff(tx, outage, count)
    return Math.max(outage.pauseMs, Math.min(ageMs, LONGEST_PAUSE_MS))
  })
  await pauseAll(ctx, pauseMs)
}

/**
 * The relay refuses a mail for the second time and has taken no other since: nothing else waits that could tell. Nobody is held up, but staff
 * are told, and their mail is the probe: it is refused alike, or the next refusal is the first one's own.
 */
export async function noteLoneRefusal(
  ctx: PortalContext,
  refused: Omit<Stop, 'pauseMs'>,
  spared: Date[],
): Promise<void> {
  const last = await lastAcceptedAt(ctx)
  if (!spared.some((at) => !last || last <= at)) return
  await inTransaction(ctx, async (tx) => tellStaff(tx, refused, (await openOutage(tx, refused)).count))
}

/** Counts one more refusal of an outage; the first one opens it. */
export async function openOutage(
  tx: PortalContext,
  { cause, error }: Omit<Stop, 'pauseMs'>,
): Promise<{ ageMs: number; count: number }> {
  const now = tx.now()
  const row = await rowOf(tx, outageRow)`
    INSERT INTO mail_outage AS outage (cause, error, began_at, last_at, count)
    VALUES (${cause}, ${error}, ${now}, ${now}, 1)
    ON CONFLICT (cause) WHERE ended_at IS NULL
    DO UPDATE SET error = excluded.error, last_at = excluded.last_at, count = outage.count + 1
    RETURNING began_at AS "beganAt", count`
  return { ageMs: row ? now.getTime() - row.beganAt.getTime() : 0, count: row?.count ?? 1 }
}

/** A mail that came back once already stays where it is as soon as the relay has taken others since: then it is its own. */
async function bringBack(tx: PortalContext, { error }: Stop, hooks: MailHooks): Promise<void> {
  const since = (await lastAcceptedAt(tx))?.toISOString() ?? '-infinity'
  const found = await rowsOf(tx, mailRow)`
    SELECT id, account_id AS "accountId", template FROM outgoing_mail
    WHERE last_error = ${error} AND refused_at > ${since}::timestamptz AND accepted_at IS NULL
      AND (spared_at IS NULL OR (spared_at > ${since}::timestamptz AND spared_at < refused_at))
      AND state IN ('queued', 'failed', 'bounced')`
  if (found.length === 0) return
  await lockAccounts(tx, found)
  const now = tx.now()
  const back = await rowsOf(tx, revivedRow)`
    WITH mine AS MATERIALIZED (
      SELECT id, state FROM outgoing_mail WHERE id = ANY(${found.map(({ id }) => id)}::uuid[])
        AND last_error = ${error} AND state IN ('queued', 'failed', 'bounced') ORDER BY id FOR UPDATE
    )
    UPDATE outgoing_mail AS mail SET state = 'queued', attempts = greatest(attempts - 1, 0), due_at = ${now},
      spared_at = ${now}, changed_at = ${now}
    FROM mine WHERE mail.id = mine.id
    RETURNING mail.id, account_id AS "accountId", template, mine.state = 'bounced' AS "wasBounced"`
  const bounced = back.filter(({ wasBounced }) => wasBounced)
  await eachTemplate(bounced, hooks, async (hook, mails) => hook.revived?.(tx, mails))
}

/** Once a day for each cause; until then it only counts. */
export async function tellStaff(
  tx: PortalContext,
  { cause, error }: Omit<Stop, 'pauseMs'>,
  count: number,
): Promise<Outcome<'counted' | 'told'>> {
  const last = await tx.db.mailOutage.aggregate({ where: { cause }, _max: { alertedAt: true } })
  const alertedAt = last._max.alertedAt
  if (alertedAt && berlinDay(alertedAt) === berlinDay(tx.now())) return { outcome: 'counted' }
  const { name, remedy } = causeWords(cause)
  await alertStaff(tx, {
    headline: `Störung: ${name}`,
    lines: [remedy, `Antwort: ${error}. Anzahl bisher: ${formatNumber(count)}.`],
    path: '/admin/postausgang',
  })
  await tx.db.mailOutage.updateMany({ where: { cause, endedAt: null }, data: { alertedAt: tx.now() } })
  return { outcome: 'told' }
}

export type ListedOutage = {
  cause: string
  error: string
  beganAt: Date
  lastAt: Date
  endedAt: Date | null
  count: number
}

/**
 * Outages that go on, and those of the last 30 days, the latest first. A report that anybody may have forged is no outage by itself, and one of
 * refused reports is over when no further one has come for a day.
 */
export async function listOutages(ctx: PortalContext): Promise<ListedOutage[]> {
  may.staffOrPortal(ctx, '/admin/postausgang')
  const since = new Date(ctx.now().getTime() - 30 * 24 * 60 * MINUTE)
  const rows = await ctx.db.mailOutage.findMany({
    where: {
      OR: [{ endedAt: null }, { endedAt: { gt: since } }],
      NOT: { cause: 'report-forged', count: { lt: FORGED_IN_A_ROW } },
    },
    orderBy: [{ lastAt: 'desc' }, { id: 'desc' }],
    take: 20,
    select: { cause: true, error: true, beganAt: true, lastAt: true, endedAt: true, count: true },
  })
  const quiet = new Date(ctx.now().getTime() - REPORTS_MS)
  return rows.map((row) => ({
    ...row,
    endedAt: row.endedAt ?? (isOfReports(row.cause) && row.lastAt < quiet ? row.lastAt : null),
  }))
}

/** Not about sending: refused reports of the provider. */
export function isOfReports(cause: string): boolean {
  return reportCauses.some((one) => one === cause)
}

/** Staff have put right what was wrong: the pause ends, and the next run tries at once. */
export async function resumeMail(ctx: PortalContext): Promise<Outcome<'resumed'>> {
  may.staffOrPortal(ctx, 'resumeDispatch')
  return inTransaction(ctx, async (tx) => {
    await endPause(tx)
    await recordEvent(tx, 'mail.resumed')
    return { outcome: 'resumed' }
  })
}

/** The relay has taken a mail: what kept it from doing so is over. In the transaction of the acceptance. */
export async function endOutages(tx: PortalContext): Promise<void> {
  await tx.db.mailOutage.updateMany({
    where: { endedAt: null, cause: { notIn: [...reportCauses] } },
    data: { endedAt: tx.now() },
  })
}
