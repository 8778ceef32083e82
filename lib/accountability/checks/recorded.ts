import { type Act } from '../../audit/acts'
import { Prisma } from '../../db/generated/client'

/** EXISTS over the audit rows `e` of an act about a person (DS-06): two records of one fact must agree. */
export function recorded(act: Act, subject: Prisma.Sql, further: Prisma.Sql = Prisma.empty): Prisma.Sql {
  return Prisma.sql`EXISTS (SELECT FROM audit_event e WHERE e.act = ${act} AND e.subject_id = ${subject} ${further})`
}

/** The same, at this time: row and record are of one transaction. */
export function recordedAt(act: Act, subject: Prisma.Sql, at: Prisma.Sql): Prisma.Sql {
  return recorded(act, subject, Prisma.sql`AND ${sameTime(Prisma.sql`e.at`, at)}`)
}

/** Of one act: its statements look at the clock one after the other, and its transaction ends after 15 seconds. */
export function sameTime(one: Prisma.Sql, other: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`${one} BETWEEN ${other} - interval '15 seconds' AND ${other} + interval '15 seconds'`
}
