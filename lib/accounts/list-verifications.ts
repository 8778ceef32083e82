import { z } from 'zod'
import { recordEvent } from '../audit/record-event'
import { codesOf, memberGroupLabels, verificationCauseLabels, verificationDecisionLabels } from '../codes'
import { type PortalContext } from '../context'
import { Prisma } from '../db/generated/client'
import { rowOf, rowsOf } from '../db/rows'
import { isPresentSql } from '../db/standing'
import { may } from '../may'
import { recordLook } from './name-members'

/** A longer queue is worked off from its head. */
const MOST_LISTED = 50

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
  a.member_group::text AS "memberGroup", a.organisation, v.cause, v.requested_at AS "requestedAt"`

export const waitingVerificationsSql = Prisma.sql`
  FROM verification v JOIN account a ON a.id = v.account_id
  WHERE v.decided_at IS NULL AND a.role = 'member' AND a.email_confirmed_at IS NOT NULL
    AND ${isPresentSql(Prisma.sql`a.id`)}`

/** Who waits to be verified (DS-07), the oldest first. The look is recorded (S-D8). */
export async function listVerifications(ctx: PortalContext): Promise<{ members: WaitingMember[]; waiting: number }> {
  may.staff(ctx, '/admin/mitglieder/pruefung')
  const members = await rowsOf(ctx, waitingMemberRow)`
    SELECT ${listedSql} ${waitingVerificationsSql} ORDER BY v.requested_at, v.id LIMIT ${MOST_LISTED}`
  const { waiting } = await countVerifications(ctx)
  await recordLook(ctx, { shown: members.map(({ accountId }) => accountId), reason: 'verification' })
  return { members, waiting }
}

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

const countVerificationsRow = z.strictObject({ waiting: z.number(), oldest: z.date().nullable() })

/** How many wait, and since when the first of them. */
export async function countVerifications(ctx: PortalContext): Promise<{ waiting: number; oldest: Date | null }> {
  const row = await rowOf(ctx, countVerificationsRow)`
    SELECT count(*)::int AS waiting, min(v.requested_at) AS oldest ${waitingVerificationsSql}`
  return row ?? { waiting: 0, oldest: null }
}
