import { clockRunsSql } from '../accounts/clock-stops'
import { type BulkKind } from '../codes'
import { type PortalContext } from '../context'
import { Prisma } from '../db/generated/client'
import { isSuspendedSql } from '../db/standing'

/**
 * What the two people saw of a member (`a`), as one value: whoever has changed between preview and act is left alone (DS-06). Not
 * the last sign-in: somebody who misuses an account signs in every day.
 */
export const seenSql = Prisma.sql`encode(sha256(convert_to(jsonb_build_array(
  a.id, a.role, a.email, a.surname, a.given_name, a.member_group, a.organisation, a.position)::text, 'UTF8')), 'hex')`

/**
 * Whom an act of this kind concerns at all (`a`): never staff, and nobody for whom it would change nothing. Nobody is erased whose clock
 * stands still: a hold, an open request or the time to appeal goes before (DS-05).
 */
export function concernsSql(ctx: PortalContext, kind: BulkKind): Prisma.Sql {
  const now = Prisma.sql`${ctx.now()}::timestamptz`
  return Prisma.sql`a.role = 'member' AND ${conditions[kind]} AND ${kind === 'erase' ? clockRunsSql(now) : Prisma.sql`TRUE`}`
}

/** What else must still be so at the act, for a target (`t`) and its member (`a`). */
export function stillSql(ctx: PortalContext, kind: BulkKind): Prisma.Sql {
  return Prisma.sql`${concernsSql(ctx, kind)} AND t.seen = ${seenSql} AND ${kind === 'erase' ? notBackSince : Prisma.sql`TRUE`}`
}

const conditions: Record<BulkKind, Prisma.Sql> = {
  suspend: Prisma.sql`NOT ${isSuspendedSql(Prisma.sql`a.id`)}`,
  'end-sessions': Prisma.sql`EXISTS (SELECT FROM session s WHERE s.account_id = a.id)`,
  erase: Prisma.sql`NOT EXISTS (SELECT FROM pending_erasure e WHERE e.account_id = a.id)`,
}

/** An erasure cannot be taken back: whoever has been in the portal since the preview stays. */
const notBackSince = Prisma.sql`coalesce(a.last_login_at, '-infinity') <= t.chosen_at
  AND NOT EXISTS (SELECT FROM session s WHERE s.account_id = a.id AND s.last_seen_at > t.chosen_at)`
