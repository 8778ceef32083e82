import { clockRunsSql } from '../accounts/clock-stops'
import { CONFIRMATION_PERIOD } from '../accounts/register-member'
import { type PortalContext } from '../context'
import { addDays, type CalendarDay, latestStartOver, startOfDay } from '../dates'
import { Prisma } from '../db/generated/client'
import { creditIsOverSql } from '../outages'

/**
 * Who is due for what (DS-05): one predicate for the notice, one for the erasure, one for registrations that nobody confirmed
 * (DS-03). The sweep, the forecast, the dry run and the accountability check use these and nothing else. Whatever stops the
 * clock of an account (lib/accounts/clock-stops.ts) stops all three; staff follow the same rule.
 */

/** Begin of the episode of inactivity for the account `a`: the last sign-in, else the registration. */
export const inactiveSinceSql = Prisma.sql`coalesce(a.last_login_at, a.registered_at)`

/** A published version with the instant before which the last sign-in must lie for its members to be inactive. */
export type Cutoff = { version: number; inactivityPeriod: string; responsePeriod: string; inactiveBefore: Date }

/**
 * The published versions as they decide on the day `today` (Europe/Berlin). The calendar is computed here, once for each version,
 * so that the sweep compares instants only.
 */
export async function inactivityCutoffs(ctx: PortalContext, today: CalendarDay): Promise<Cutoff[]> {
  const versions = await ctx.db.policyVersion.findMany({
    where: { publishedAt: { not: null } },
    orderBy: { number: 'asc' },
    select: { number: true, inactivityPeriod: true, responsePeriod: true },
  })
  if (versions.length === 0) throw new Error('no policy version is published: the start publishes the first one')
  return versions.map(({ number, inactivityPeriod, responsePeriod }) => ({
    version: number,
    inactivityPeriod,
    responsePeriod,
    inactiveBefore: startOfDay(addDays(latestStartOver(today, inactivityPeriod), 1)),
  }))
}

/**
 * FROM and WHERE of the accounts `a` that are due for a notice: e-mail confirmed, last sign-in longer ago than the governing
 * version allows (`cutoff.version`, with its periods), no open notice and none for this episode (unless staff let a
 * new one follow), and the clock runs at `clockAt`. The index account_inactive_since leads straight to them; OFFSET 0 keeps it so (decision 0071).
 */
export function dueForNotice(ctx: PortalContext, cutoffs: Cutoff[], clockAt = ctx.now()): Prisma.Sql {
  const latest = new Date(Math.max(...cutoffs.map(({ inactiveBefore }) => inactiveBefore.getTime())))
  const rows = cutoffs.map(
    ({ version, inactivityPeriod, responsePeriod, inactiveBefore }) =>
      Prisma.sql`(${version}::int, ${inactivityPeriod}, ${responsePeriod}, ${inactiveBefore}::timestamptz)`,
  )
  return Prisma.sql`
    FROM account a
    CROSS JOIN LATERAL governing_version(a, ${ctx.now()}::timestamptz) g
    JOIN (VALUES ${Prisma.join(rows)}) AS cutoff (version, inactivity_period, response_period, inactive_before)
      ON cutoff.version = g.number AND ${inactiveSinceSql} < cutoff.inactive_before
    WHERE a.email_confirmed_at IS NOT NULL
      AND a.notified_for IS DISTINCT FROM ${inactiveSinceSql}
      AND ${inactiveSinceSql} < ${latest}::timestamptz
      AND NOT EXISTS (
        SELECT FROM inactivity_notice n WHERE n.account_id = a.id
          AND (n.closed_at IS NULL OR (n.inactive_since = ${inactiveSinceSql} AND n.outcome <> 'superseded'))
        OFFSET 0)
      AND ${clockRunsSql(Prisma.sql`${clockAt}::timestamptz`)}`
}

/**
 * FROM and WHERE of the accounts `a` that are due for erasure on `today`, with their notice `n`: the provider accepted
 * the notice (before `acceptedBefore`, the start of the run), the last day to answer is over in Berlin, and nobody has
 * signed in since. `<=` and not `=`: what counts is that there was no sign-in after the one the notice speaks of. A clock that
 * stood still at any time since the notice was made is no answer missed: the notice is superseded. While a mailbox of the portal has not been
 * read since that last day, a report or a letter may lie in it: nobody is due (decision 0081).
 */
export function dueForErasure({
  today,
  acceptedBefore,
  isLater = false,
}: {
  today: CalendarDay
  acceptedBefore: Date
  /** A look ahead: by then the mailboxes will have been read. */
  isLater?: boolean
}): Prisma.Sql {
  return Prisma.sql`
    FROM inactivity_notice n JOIN account a ON a.id = n.account_id
    WHERE (CASE WHEN n.closed_at IS NULL THEN n.respond_by END) < ${today}::date
      AND n.accepted_at < ${acceptedBefore}::timestamptz
      ${isLater ? Prisma.empty : Prisma.sql`AND n.respond_by < (SELECT (heard_until() AT TIME ZONE 'Europe/Berlin')::date)`}
      AND ${inactiveSinceSql} <= n.inactive_since
      AND a.email_confirmed_at IS NOT NULL
      AND ${clockRunsSql(Prisma.sql`n.created_at`)}`
}

/** FROM and WHERE of registrations `a` older than the confirmation period, outages added, that nobody confirmed or ever used (DS-03). */
export function dueUnconfirmed(ctx: PortalContext, registeredBefore = unconfirmedBefore(ctx)): Prisma.Sql {
  const days = CONFIRMATION_PERIOD / 86_400
  return Prisma.sql`
    FROM account a
    WHERE a.email_confirmed_at IS NULL
      AND coalesce(a.email_confirmed_at, a.registered_at) < ${registeredBefore}::timestamptz
      AND a.last_login_at IS NULL
      AND ${creditIsOverSql(Prisma.sql`a.registered_at`, days, new Date(registeredBefore.getTime() + days * 86_400_000))}
      AND ${clockRunsSql(Prisma.sql`${ctx.now()}::timestamptz`)}`
}

/** Registered before this instant and still not confirmed: the link in the mail no longer works. */
function unconfirmedBefore(ctx: PortalContext): Date {
  return new Date(ctx.now().getTime() - CONFIRMATION_PERIOD * 1000)
}
