import { extendLifts } from '../access-requests/lift-restriction'
import { recordEvent, recordEventsSql } from '../audit/record-event'
import { extendLinks } from '../auth/extend-links'
import { type OutageCause } from '../codes'
import { inTransaction, type PortalContext } from '../context'
import { berlinDay, daysBetween, outageDays, sqlDateOfDay } from '../dates'
import { Prisma } from '../db/generated/client'
import { giveSignOfLife, lastSignOfLife } from '../duty-lease'
import { alertStaff } from '../mail/alert-staff'
import { berlinDaySql, creditedDaysSql, type RecordedOutage } from '../outages'
import { formatInstant, formatNumber } from '../text'
import { brakeLimits } from './brakes'

/** So long without a sign of life, and the portal could not be used. Milliseconds; exactly a day is no outage. */
const GAP_MS = 24 * 60 * 60 * 1000
/** One process records, the others wait and then see a fresh sign. */
const OUTAGE_LOCK = 7_811_010

/** How an outage came to light; `clock-back`: the last sign of life lies in the future, so nobody knows whether days were lost. */
export type NoticedOutage =
  | { outcome: 'none' | 'clock-differs' }
  | { outcome: 'noticed'; cause: OutageCause; days: number; notices: number; links: number; restrictions: number }

/**
 * Every duty begins with this, and so does every server: the portal is alive, and if it was not for more than a day, that is recorded once,
 * before anything else acts (DS-03, DS-05, DS-11). Periods whose end is computed see the recorded days by themselves; those whose end is
 * stored are moved in the same transaction, with an audit row for each notice, and staff are told.
 */
export async function keepWatch(ctx: PortalContext): Promise<NoticedOutage> {
  const noticed = await noticeOutage(ctx)
  // A wrong clock gives no sign: what it says about the past cannot be known.
  if (noticed.outcome === 'none') await giveSignOfLife(ctx, ctx.now())
  return noticed
}

/**
 * Looks for an outage without giving a sign of life. `databaseNow` stands for the clock of the database where time is made up (tests).
 * `clock-differs`: portal and database disagree about the time; the brake of the same name stops the sweep, and nothing is recorded.
 */
export async function noticeOutage(
  ctx: PortalContext,
  { databaseNow }: { databaseNow?: Date } = {},
): Promise<NoticedOutage> {
  const now = ctx.now()
  const seen = await lastSignOfLife(ctx)
  const difference = now.getTime() - (databaseNow ?? seen.databaseNow).getTime()
  if (Math.abs(difference) > brakeLimits.clockSeconds * 1000) return { outcome: 'clock-differs' }
  if (!causeOf(seen.sign, now)) return { outcome: 'none' }
  return inTransaction(
    { ...ctx, now: () => now },
    async (tx) => {
      await tx.db.$queryRaw`SELECT pg_advisory_xact_lock(${OUTAGE_LOCK}) IS NULL AS taken`
      const { sign } = await lastSignOfLife(tx)
      const cause = causeOf(sign, now)
      return sign && cause ? record(tx, cause, { beganAt: sign, endedAt: now }) : { outcome: 'none' }
    },
    { timeoutMs: 300_000 },
  )
}

/** Does an outage lie behind that nobody has recorded yet? Looks only. */
export async function isOutageBehind(ctx: PortalContext): Promise<boolean> {
  return causeOf((await lastSignOfLife(ctx)).sign, ctx.now()) !== undefined
}

/** Is there a gap between the last sign of life and now? Without any sign the portal has never run before. */
function causeOf(sign: Date | null, now: Date): 'silence' | 'clock-back' | undefined {
  if (!sign) return undefined
  const silentMs = now.getTime() - sign.getTime()
  if (silentMs > GAP_MS) return 'silence'
  return silentMs < -brakeLimits.clockSeconds * 1000 ? 'clock-back' : undefined
}

async function record(tx: PortalContext, found: 'silence' | 'clock-back', gap: RecordedOutage): Promise<NoticedOutage> {
  const now = tx.now()
  const isRestored =
    found === 'silence' && (await tx.db.restoration.count({ where: { reopenedAt: { gt: gap.beganAt } } })) > 0
  const cause: OutageCause = isRestored ? 'restored' : found
  const outage = found === 'silence' ? gap : { beganAt: now, endedAt: now }
  const { firstDay, lastDay } = outageDays(outage.beganAt, outage.endedAt)
  const days = found === 'silence' ? daysBetween(firstDay, lastDay) + 1 : 0
  await tx.db.outage.create({
    data: { cause, ...outage, firstDay: sqlDateOfDay(firstDay), days, noticedAt: now },
    select: { id: true },
  })
  const moved = days > 0 ? await extendStored(tx, outage) : { notices: 0, links: 0, restrictions: 0 }
  await giveSignOfLife(tx, now)
  await recordEvent(tx, 'portal.outage-noticed', {
    details: { cause, from: gap.beganAt.toISOString(), until: now.toISOString(), days, ...moved },
  })
  await alertStaff(tx, { ...words(cause, gap, { days, ...moved }), path: '/admin/inaktivitaet' })
  return { outcome: 'noticed', cause, days, ...moved }
}

type Moved = { notices: number; links: number; restrictions: number }

async function extendStored(tx: PortalContext, outage: RecordedOutage): Promise<Moved> {
  return {
    notices: await extendNotices(tx, outage),
    links: await extendLinks(tx, outage),
    restrictions: await extendLifts(tx, outage),
  }
}

/** Running notices that the outage met: their last day moves. One that ended before it has had its full time. */
function extendNotices(tx: PortalContext, outage: RecordedOutage): Promise<number> {
  const credit = creditedDaysSql(outage, Prisma.sql`${berlinDaySql(Prisma.sql`n.accepted_at`)} + 1`)
  const events = recordEventsSql(tx, 'lifecycle.notice-extended', {
    from: Prisma.sql`moved`,
    details: { noticeId: Prisma.sql`id`, days: Prisma.sql`days`, until: Prisma.sql`respond_by` },
  })
  return tx.db.$executeRaw`
    WITH moved AS (
      UPDATE inactivity_notice n SET respond_by = n.respond_by + ${credit}
      WHERE n.closed_at IS NULL AND n.respond_by >= ${berlinDay(outage.beganAt)}::date
        AND n.accepted_at < ${outage.endedAt}::timestamptz AND ${credit} > 0
      RETURNING n.id, n.account_id, n.respond_by, ${credit} AS days
    )
    ${events}`
}

function words(
  cause: OutageCause,
  { beganAt, endedAt }: RecordedOutage,
  { days, notices, links }: Moved & { days: number },
) {
  if (cause === 'clock-back') {
    return {
      headline: 'Die Uhr des Portals ging falsch',
      lines: [
        `Das letzte Lebenszeichen des Portals trägt die Zeit ${formatInstant(beganAt)}. Jetzt ist es nach der Uhr ${formatInstant(endedAt)}.`,
        'Bitte prüfen Sie die Uhr des Servers. Die nächste Inaktivitätsprüfung löscht nichts.',
      ],
    }
  }
  const gap =
    cause === 'restored'
      ? `Die Sicherung, aus der das Portal wiederhergestellt wurde, endet am ${formatInstant(beganAt)}.`
      : `Vom ${formatInstant(beganAt)} bis zum ${formatInstant(endedAt)} gab es kein Lebenszeichen des Portals.`
  return {
    headline: cause === 'restored' ? 'Das Portal wurde wiederhergestellt' : 'Das Portal war nicht in Betrieb',
    lines: [
      gap,
      `Allen laufenden Fristen werden ${formatNumber(days)} Tage gutgeschrieben: Das betrifft ${formatNumber(notices)} Aufforderungen zur Anmeldung und ${formatNumber(links)} Links aus E-Mails, dazu Fristen zum Widerspruch und unbestätigte Registrierungen.`,
      'Die nächste Inaktivitätsprüfung löscht nichts.',
    ],
  }
}
