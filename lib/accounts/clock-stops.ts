import { z } from 'zod'
import { type PortalContext } from '../context'
import { type CalendarDay } from '../dates'
import { Prisma } from '../db/generated/client'
import { rowOf } from '../db/rows'
import { formatDay } from '../text'

/** Why the periods of an account stand still (DS-05): the causes of the view clock_stop, and how pages call them. */
const words = {
  hold: () => 'eine Löschsperre gilt',
  restriction: () => 'die Verarbeitung der Daten eingeschränkt ist',
  suspension: () => 'das Konto gesperrt ist',
  request: () => 'ein Anliegen zum Datenschutz noch offen ist',
  inbound: () => 'eine eingegangene E-Mail noch nicht bearbeitet ist',
  objection: () => 'ein Widerspruch gegen die Datenschutzerklärung noch geprüft wird',
  complaint: () => 'eine Beschwerde noch nicht entschieden ist',
  report: () => 'eine abgegebene Meldung noch nicht bearbeitet ist',
  'appeal-period': (lastDay: CalendarDay | null) =>
    `gegen eine Entscheidung der Moderation ${lastDay ? `bis zum ${formatDay(lastDay)} ` : ''}noch Beschwerde möglich ist`,
} satisfies Record<string, (lastDay: CalendarDay | null) => string>

export type ClockStopCause = keyof typeof words
export const clockStopCauses = Object.keys(words) as ClockStopCause[]

/** `lastDay` (Berlin) is the last one on which the clock stands still; null while that is open. */
export type ClockStop = z.output<typeof clockStopRow>
export const clockStopRow = z.strictObject({ cause: z.enum(clockStopCauses), lastDay: z.iso.date().nullable() })

/** „Die Frist ruht, weil … und weil …“ */
export function clockRestsText(stops: readonly ClockStop[]): string {
  const because = clockStopCauses.flatMap((cause) => {
    const stop = stops.find((candidate) => candidate.cause === cause)
    return stop ? [`weil ${words[cause](stop.lastDay)}`] : []
  })
  return `Die Frist ruht, ${new Intl.ListFormat('de').format(because)}.`
}

/** Nothing has stopped the clock of the account since this instant: now, or when its notice was made. Both are SQL. */
export function clockRunsSql(since: Prisma.Sql, account = Prisma.sql`a.id`): Prisma.Sql {
  // OFFSET 0 keeps PostgreSQL from joining whole tables: each account is looked up in their indexes (decision 0071).
  return Prisma.sql`NOT EXISTS (SELECT FROM clock_stop c WHERE c.account_id = ${account} AND c.until > ${since} OFFSET 0)`
}

/** What stops the clock of the account (SQL of its id) at `now`, as JSON of ClockStop[]. */
export function clockStopsSql(now: Date, account = Prisma.sql`a.id`): Prisma.Sql {
  const lastDay = Prisma.sql`CASE WHEN c.until < 'infinity'
    THEN ((c.until - interval '1 millisecond') AT TIME ZONE 'Europe/Berlin')::date END`
  return Prisma.sql`(SELECT coalesce(jsonb_agg(stop ORDER BY stop), '[]') FROM (
    SELECT jsonb_build_object('cause', c.cause, 'lastDay', max(${lastDay})) AS stop
    FROM clock_stop c WHERE c.account_id = ${account} AND c.until > ${now}::timestamptz GROUP BY c.cause) AS stops)`
}

const stopsRow = z.strictObject({ stops: z.array(clockStopRow) })

export async function clockStopsOf(ctx: PortalContext, accountId: string): Promise<ClockStop[]> {
  const row = await rowOf(ctx, stopsRow)`
    SELECT ${clockStopsSql(ctx.now(), Prisma.sql`${accountId}::uuid`)} AS stops`
  return row?.stops ?? []
}
