import { type Act } from '../../audit/acts'
import { Prisma } from '../../db/generated/client'

/** EXISTS over the audit rows `e` of an act about a person (DS-06): two records of one fact must agree. */
export function recorded(act: Act, subject: Prisma.Sql, further: Prisma.Sql = Prisma.empty): Prisma.Sql {
  return Prisma.sql`EXISTS (SELECT FROM audit_event e WHERE e.act = ${act} AND e.subject_id = ${subject} ${further})`
}

/** The same, at this very instant: row and record are of one transaction. */
export function recordedAt(act: Act, subject: Prisma.Sql, at: Prisma.Sql): Prisma.Sql {
  return recorded(act, subject, Prisma.sql`AND e.at = ${at}`)
}
