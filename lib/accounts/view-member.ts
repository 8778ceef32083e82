import { recordEvent } from '../audit/record-event'
import { seesAddresses } from '../auth/permissions'
import { type LookReason, type MemberState } from '../codes'
import { type PortalContext } from '../context'
import { Prisma } from '../db/generated/client'
import { type MemberGroup, type Role } from '../db/generated/enums'
import { isUuid } from '../fields'
import { Refused } from '../result'
import { memberStateSql } from './member-state'

export type ViewedMember = {
  id: string
  surname: string
  givenName: string
  /** Null for staff who may not see addresses */
  email: string | null
  memberGroup: MemberGroup
  organisation: string | null
  position: string | null
  role: Role
  state: MemberState
  registeredAt: Date
  emailConfirmedAt: Date | null
  lastLoginAt: Date | null
  dataConfirmedAt: Date | null
  openSessions: number
}

/**
 * The registration data of one member for staff. The audit row says who looked at whom and why (DS-06, S-D8); without
 * it nothing is shown.
 */
export async function viewMember(
  ctx: PortalContext,
  { accountId, reason }: { accountId: string; reason: LookReason },
): Promise<{ outcome: 'found'; member: ViewedMember } | { outcome: 'unknown-member' }> {
  if (ctx.actor.kind !== 'member' || ctx.actor.role === 'member') throw new Refused('role')
  if (!isUuid(accountId)) return { outcome: 'unknown-member' }
  const email = seesAddresses(ctx.actor.role) ? Prisma.sql`a.email` : Prisma.sql`NULL`
  const [member] = await ctx.db.$queryRaw<ViewedMember[]>`
    SELECT a.id, a.surname, a.given_name AS "givenName", ${email} AS email, a.member_group::text AS "memberGroup",
      a.organisation, a.position, a.role::text AS role, ${memberStateSql} AS state, a.registered_at AS "registeredAt",
      a.email_confirmed_at AS "emailConfirmedAt", a.last_login_at AS "lastLoginAt",
      a.data_confirmed_at AS "dataConfirmedAt",
      (SELECT count(*)::int FROM session s WHERE s.account_id = a.id AND s.expires_at > ${ctx.now()}) AS "openSessions"
    FROM account a WHERE a.id = ${accountId}::uuid`
  if (!member) return { outcome: 'unknown-member' }
  await recordEvent(ctx, 'member.viewed', { subjectId: accountId, details: { reason } })
  return { outcome: 'found', member }
}
