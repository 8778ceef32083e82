import { Prisma } from '../db/generated/client'
import { isHeldSql, isRestrictedSql, isSuspendedSql } from '../db/standing'
import { clockRunsSql } from './clock-stops'

const standing = Prisma.sql`
  WHEN a.email_confirmed_at IS NULL THEN 'unconfirmed'
  WHEN ${isHeldSql(Prisma.sql`a.id`)} THEN 'held'
  WHEN ${isSuspendedSql(Prisma.sql`a.id`)} THEN 'suspended'
  WHEN ${isRestrictedSql(Prisma.sql`a.id`)} THEN 'restricted'`

/**
 * SQL of what staff see as the state of an account, a pure function of rows (the first that applies), for an account with the alias `a`.
 * "Undeliverable" concerns the running episode only (DS-05).
 */
export const memberStateSql = Prisma.sql`CASE ${standing}
  WHEN EXISTS (SELECT FROM inactivity_notice n WHERE n.account_id = a.id AND n.closed_at IS NULL
    AND ${clockRunsSql(Prisma.sql`n.created_at`)}) THEN 'notified'
  WHEN EXISTS (SELECT FROM inactivity_notice n WHERE n.account_id = a.id AND n.outcome = 'undeliverable'
    AND n.inactive_since = coalesce(a.last_login_at, a.registered_at)) THEN 'undeliverable'
  ELSE 'active' END`

/** The same for this person of staff: who sees no sign-ins does not see either what follows from them (DS-06). */
export function memberStateSqlFor(seesSignIns: boolean): Prisma.Sql {
  return seesSignIns ? memberStateSql : Prisma.sql`CASE ${standing} ELSE 'active' END`
}
