import { z } from 'zod'
import { recordEvent } from '../audit/record-event'
import { seesAddresses } from '../auth/permissions'
import { codesOf, type LookReason, memberGroupLabels, memberStateLabels, roleLabels } from '../codes'
import { type PortalContext } from '../context'
import { Prisma } from '../db/generated/client'
import { rowOf } from '../db/rows'
import { isUuid } from '../fields'
import { may } from '../may'
import { memberStateSqlFor } from './member-state'

export type ViewedMember = z.output<typeof viewedMemberRow>
const viewedMemberRow = z.strictObject({
  id: z.string(),
  surname: z.string(),
  givenName: z.string(),
  /** Null for staff who may not see addresses */
  email: z.string().nullable(),
  memberGroup: z.enum(codesOf(memberGroupLabels)),
  organisation: z.string().nullable(),
  position: z.string().nullable(),
  role: z.enum(codesOf(roleLabels)),
  state: z.enum(codesOf(memberStateLabels)),
  registeredAt: z.date(),
  emailConfirmedAt: z.date().nullable(),
  /** Null also for staff who judge content alone */
  lastLoginAt: z.date().nullable(),
  dataConfirmedAt: z.date().nullable(),
  /** Null for them */
  openSessions: z.number().nullable(),
})

/**
 * The registration data of one member for staff. The audit row says who looked at whom and why (DS-06, S-D8); without
 * it nothing is shown.
 */
export async function viewMember(
  ctx: PortalContext,
  { accountId, reason }: { accountId: string; reason: LookReason },
): Promise<{ outcome: 'found'; member: ViewedMember } | { outcome: 'unknown-member' }> {
  const { role } = may.staff(ctx, '/admin/mitglieder/[id]')
  if (!isUuid(accountId)) return { outcome: 'unknown-member' }
  const ifSeen = (column: Prisma.Sql) => (seesAddresses(role) ? column : Prisma.sql`NULL`)
  const openSessions = Prisma.sql`(SELECT count(*)::int FROM session s WHERE s.account_id = a.id AND s.expires_at > ${ctx.now()})`
  const member = await rowOf(ctx, viewedMemberRow)`
    SELECT a.id, a.surname, a.given_name AS "givenName", ${ifSeen(Prisma.sql`a.email`)} AS email, a.member_group::text AS "memberGroup",
      a.organisation, a.position, a.role::text AS role, ${memberStateSqlFor(seesAddresses(role))} AS state, a.registered_at AS "registeredAt",
      a.email_confirmed_at AS "emailConfirmedAt", ${ifSeen(Prisma.sql`a.last_login_at`)} AS "lastLoginAt",
      a.data_confirmed_at AS "dataConfirmedAt", ${ifSeen(openSessions)} AS "openSessions"
    FROM account a WHERE a.id = ${accountId}::uuid`
  if (!member) return { outcome: 'unknown-member' }
  await recordEvent(ctx, 'member.viewed', { subjectId: accountId, details: { reason } })
  return { outcome: 'found', member }
}
