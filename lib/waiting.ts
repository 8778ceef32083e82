import { z } from 'zod'
import { type Codes, type OpinionSubject, type WorkKind } from './codes'
import { type PortalContext } from './context'
import { Prisma } from './db/generated/client'

/** Nobody should wait longer for staff where no law and no rule of the portal sets a time (days). */
export const STAFF_DAYS = 3

/**
 * One kind of thing that waits for a person of staff. Each room declares its own in its `waiting.ts`; lib/work-queue collects them, for the
 * queue, the counter in the menu, the mails and the calendar.
 */
export type Waits = {
  /** Acts of staff (lib/auth/permissions.ts) that settle it: whoever may do one of them may act. */
  acts: readonly string[]
  /** Page (lib/auth/permissions.ts): whoever may see it sees the entry. */
  page: string
  /** Before everything else, whatever its time. */
  isUrgent?: true
  /** Words of `detail`. */
  details?: Codes
  /** What helps, in one sentence. */
  hint?: string
  /** `room`: the room itself tells staff by mail. `once`: the work queue tells that it is there, and the room reminds. */
  told?: 'room' | 'once'
  /** The data protection officer can be heard about it (GDPR Art. 39). */
  opinion?: OpinionSubject
  /** A statement that selects `waitingColumns`, one row for each entry. */
  rows(ctx: PortalContext): Prisma.Sql
}

type Columns = {
  /** Of the entry, among those of its kind. */
  id: Prisma.Sql
  since: Prisma.Sql
  /** Instant at which it should be done; absent: nobody says. */
  due?: Prisma.Sql
  /** A code or a name that is not a person's. */
  detail?: Prisma.Sql
  /** Address where it is settled. */
  path: Prisma.Sql
  /** Accounts of those who prepared it and cannot settle it. */
  first?: readonly Prisma.Sql[]
  /** The account that it is about. */
  concerned?: Prisma.Sql
  /** How many of the same the entry stands for. */
  amount?: Prisma.Sql
}

const nothing = Prisma.sql`NULL`

/** The columns of every entry, in one order and with one type each. */
export function waitingColumns({ id, since, due, detail, path, first, concerned, amount }: Columns): Prisma.Sql {
  const people = first ? Prisma.sql`array_remove(ARRAY[${Prisma.join(first)}], NULL)` : Prisma.sql`'{}'`
  return Prisma.sql`(${id})::text AS id, (${since})::timestamptz AS since, (${due ?? nothing})::timestamptz AS due,
    (${detail ?? nothing})::text AS detail, (${path})::text AS path, ${people}::uuid[] AS first,
    (${concerned ?? nothing})::uuid AS concerned, (${amount ?? Prisma.sql`1`})::int AS amount`
}

/** The end of a calendar day in Berlin. */
export function endOfDaySql(day: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`((${day} + 1)::timestamp AT TIME ZONE 'Europe/Berlin')`
}

/** The instant at which somebody will have waited for STAFF_DAYS. */
export function tooLongSql(since: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`(${since} + make_interval(days => ${STAFF_DAYS}))`
}

/** The same a number of seconds later. */
export function secondsLaterSql(since: Prisma.Sql, seconds: number): Prisma.Sql {
  return Prisma.sql`(${since} + make_interval(secs => ${seconds}))`
}

/** Who has taken an entry (`k`), for a list of a room that shows it. */
export function claimSql(kind: WorkKind, id: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`LEFT JOIN claim k ON k.kind = ${kind} AND k.entry = ${id}::text`
}

/** The button "… und weiter" of a decision: then comes the next entry of the same kind. */
export const onward = z.literal('next').optional()
