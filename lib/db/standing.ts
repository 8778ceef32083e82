import { type Database } from './client'
import { Prisma } from './generated/client'

/**
 * What stands against an account, asked here alone: legal hold (DS-10), suspension (DS-07), restriction of processing (GDPR Art. 18). `id`: SQL
 * of an account's id in the surrounding statement, e.g. Prisma.sql`p.author_id`. Of nobody (NULL: erased) nothing stands.
 */
export function isHeldSql(id: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`EXISTS (SELECT FROM legal_hold open_hold WHERE open_hold.account_id = ${id} AND open_hold.released_at IS NULL)`
}

export function isSuspendedSql(id: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`EXISTS (
    SELECT FROM suspension open_suspension WHERE open_suspension.account_id = ${id} AND open_suspension.ended_at IS NULL)`
}

/** Data of the account are stored and not used. */
export function isRestrictedSql(id: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`EXISTS (
    SELECT FROM restriction open_restriction WHERE open_restriction.account_id = ${id} AND open_restriction.lifted_at IS NULL)`
}

/** Neither suspended nor sealed: may sign in, and act. */
export function mayActSql(id: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`(NOT ${isSuspendedSql(id)} AND NOT ${isHeldSql(id)})`
}

/** Neither sealed nor restricted: there for others, with profile, posts and publications. */
export function isPresentSql(id: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`(NOT ${isHeldSql(id)} AND NOT ${isRestrictedSql(id)})`
}

/** Can the member (account `a`) be found and written to? Present, confirmed, verified or staff, and not suspended (DS-07, DS-08). */
export const isShownSql = Prisma.sql`(a.email_confirmed_at IS NOT NULL AND (a.verified_at IS NOT NULL OR a.role <> 'member')
  AND NOT ${isSuspendedSql(Prisma.sql`a.id`)} AND ${isPresentSql(Prisma.sql`a.id`)})`

/** Ask after the row of the account was locked: a restriction that is placed at the same moment waits for that lock. */
export async function isRestricted({ db }: { db: Database }, accountId: string): Promise<boolean> {
  return (await db.restriction.count({ where: { accountId, liftedAt: null } })) > 0
}
