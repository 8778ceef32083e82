import { z } from 'zod'
import { type PortalContext } from './context'
import { berlinDay, type OutageDays } from './dates'
import { Prisma } from './db/generated/client'
import { rowsOf } from './db/rows'

/**
 * Outages: days on which nobody could use the portal. They are added to every running period at whose end something is erased, takes
 * effect or is lost (DS-03, DS-05, DS-11; the list is decision 0028). Recorded by lib/lifecycle/notice-outage.ts.
 */

/** One that is just being recorded: first and last sign of life around it. */
export type RecordedOutage = { beganAt: Date; endedAt: Date }

/**
 * Last calendar day of a period with the days of outages credited: SQL of type date, from two dates. For periods whose end is computed; in
 * TypeScript: lastDayAfterOutages (dates.ts).
 */
export function lastDaySql(start: Prisma.Sql, last: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`outage_last_day(${start}, ${last})`
}

/**
 * Days that an outage takes from a period whose first day is `first`: SQL of type int, from a date; not above zero if it takes none. For
 * periods whose end is stored.
 */
export function creditedDaysSql({ beganAt, endedAt }: RecordedOutage, first: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`(${berlinDay(endedAt)}::date - greatest(${berlinDay(beganAt)}::date, ${first}) + 1)`
}

/**
 * For a period that is counted in hours from the instant `start` and is over by the clock: are the days that outages took from it over as
 * well at `now`? SQL of type boolean, true where no outage met it. Hours run from the first day on, so that one counts, too.
 */
export function creditIsOverSql(start: Prisma.Sql, days: number, now: Date): Prisma.Sql {
  const day = berlinDaySql(start)
  const last = Prisma.sql`${day} + ${days}::int`
  return Prisma.sql`(${lastDaySql(Prisma.sql`${day} - 1`, last)} <= greatest(${last}, ${berlinDay(now)}::date - 1))`
}

/** The calendar day in Berlin of an instant, in SQL. */
export function berlinDaySql(instant: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`(${instant} AT TIME ZONE 'Europe/Berlin')::date`
}

const outageDaysRow = z.strictObject({ firstDay: z.iso.date(), lastDay: z.iso.date() })

/** The recorded outages whose days are credited; a handful in the life of a portal. */
export function creditedOutages(ctx: PortalContext): Promise<OutageDays[]> {
  return rowsOf(ctx, outageDaysRow)`
    SELECT first_day::text AS "firstDay", (first_day + days - 1)::text AS "lastDay" FROM outage
    WHERE days > 0 ORDER BY first_day, days`
}
