import { z } from 'zod'
import { recordEvent } from '../audit/record-event'
import {
  codesOf,
  memberGroupLabels,
  type VerificationCause,
  verificationCauseLabels,
  verificationDecisionLabels,
} from '../codes'
import { type PortalContext } from '../context'
import { Prisma } from '../db/generated/client'
import { type MemberGroup } from '../db/generated/enums'
import { rowOf, rowsOf } from '../db/rows'
import { isPresentSql } from '../db/standing'
import { pageOf } from '../list'
import { may } from '../may'
import { recordLook } from './name-members'

export type WaitingMember = z.output<typeof waitingMemberRow>
const waitingMemberRow = z.strictObject({
  id: z.string(),
  accountId: z.string(),
  surname: z.string(),
  givenName: z.string(),
  memberGroup: z.enum(codesOf(memberGroupLabels)),
  organisation: z.string().nullable(),
  cause: z.enum(codesOf(verificationCauseLabels)),
  requestedAt: z.date(),
  /** Of the address. */
  domain: z.string(),
  /** Other confirmed accounts of the same name; verified ones of the same organisation, and of the same domain. */
  sameName: z.number(),
  sameOrganisation: z.number(),
  sameDomain: z.number(),
  /** This account, or one of the same name, was suspended once. */
  wasSuspended: z.boolean(),
})

export type VerificationCase = z.output<typeof verificationCaseRow>
const verificationCaseRow = waitingMemberRow.extend({
  email: z.string(),
  position: z.string().nullable(),
  note: z.string().nullable(),
  registeredAt: z.date(),
  /** Decisions about this member so far, newest first */
  history: z.array(
    z.strictObject({
      decision: z.enum(codesOf(verificationDecisionLabels)),
      reason: z.string().nullable(),
      decidedAt: z.date(),
    }),
  ),
})

const listedSql = Prisma.sql`v.id, a.id AS "accountId", a.surname, a.given_name AS "givenName",
  a.member_group::text AS "memberGroup", a.organisation, v.cause, v.requested_at AS "requestedAt",
  split_part(a.email, '@', 2) AS domain,
  (SELECT count(*)::int FROM account o WHERE o.surname COLLATE "de-x-icu" = a.surname
    AND o.given_name COLLATE "de-x-icu" = a.given_name AND o.id <> a.id
    AND o.email_confirmed_at IS NOT NULL) AS "sameName",
  (SELECT count(*)::int FROM account o WHERE lower(o.organisation) = lower(a.organisation) AND o.id <> a.id
    AND o.verified_at IS NOT NULL) AS "sameOrganisation",
  (SELECT count(*)::int FROM account o WHERE split_part(o.email, '@', 2) = split_part(a.email, '@', 2) AND o.id <> a.id
    AND o.verified_at IS NOT NULL) AS "sameDomain",
  EXISTS (SELECT FROM suspension x JOIN account o ON o.id = x.account_id
    WHERE o.id = a.id OR (o.surname = a.surname AND o.given_name = a.given_name)) AS "wasSuspended"`

export const waitingVerificationsSql = Prisma.sql`
  FROM verification v JOIN account a ON a.id = v.account_id
  WHERE v.decided_at IS NULL AND a.role = 'member' AND a.email_confirmed_at IS NOT NULL
    AND ${isPresentSql(Prisma.sql`a.id`)}`

export type VerificationFilter = {
  /** Whole domain of the address. */
  domain?: string
  memberGroup?: MemberGroup
  cause?: VerificationCause
  /** 1-based */
  page?: number
  size?: number
}

/** Who waits to be verified (DS-07), the oldest first. The look is recorded (S-D8). */
export async function listVerifications(
  ctx: PortalContext,
  { domain, memberGroup, cause, page, size }: VerificationFilter = {},
): Promise<{ members: WaitingMember[]; found: number; page: number; pages: number }> {
  may.staff(ctx, '/admin/mitglieder/pruefung')
  const where = Prisma.join(
    [
      Prisma.sql`TRUE`,
      ...(domain ? [Prisma.sql`split_part(a.email, '@', 2) = ${domain.toLowerCase()}`] : []),
      ...(memberGroup ? [Prisma.sql`a.member_group = ${memberGroup}::member_group`] : []),
      ...(cause ? [Prisma.sql`v.cause = ${cause}::verification_cause`] : []),
    ],
    ' AND ',
  )
  const counted = await rowOf(ctx, foundRow)`SELECT count(*)::int AS found ${waitingVerificationsSql} AND ${where}`
  const found = counted?.found ?? 0
  const { limit, offset, ...shown } = pageOf(found, { page, size })
  const members = await rowsOf(ctx, waitingMemberRow)`
    SELECT ${listedSql} ${waitingVerificationsSql} AND ${where} ORDER BY v.requested_at, v.id LIMIT ${limit} OFFSET ${offset}`
  await recordLook(ctx, { shown: members.map(({ accountId }) => accountId), reason: 'verification' })
  return { members, found, ...shown }
}

const foundRow = z.strictObject({ found: z.number() })

const loadVerificationRow = verificationCaseRow.omit({ history: true })

/** One waiting member with everything that the decision needs; undefined if it was decided meanwhile. */
export async function loadVerification(ctx: PortalContext, id: string): Promise<VerificationCase | undefined> {
  may.staff(ctx, '/admin/mitglieder/pruefung')
  const found = await rowOf(ctx, loadVerificationRow)`
    SELECT ${listedSql}, a.email, a.position, v.note, a.registered_at AS "registeredAt" ${waitingVerificationsSql} AND v.id = ${id}::uuid`
  if (!found) return undefined
  const history = await ctx.db.verification.findMany({
    where: { accountId: found.accountId, decision: { in: codesOf(verificationDecisionLabels) } },
    orderBy: { decidedAt: 'desc' },
    select: { decision: true, reason: true, decidedAt: true },
  })
  await recordEvent(ctx, 'member.viewed', { subjectId: found.accountId, details: { reason: 'verification' } })
  return { ...found, history: history as VerificationCase['history'] }
}
