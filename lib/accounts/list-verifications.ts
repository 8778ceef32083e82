import { recordEvent } from '../audit/record-event'
import { type VerificationCause, type VerificationDecision } from '../codes'
import { type PortalContext } from '../context'
import { Prisma } from '../db/generated/client'
import { type MemberGroup } from '../db/generated/enums'
import { Refused } from '../result'
import { recordLook } from './name-members'
import { isPresentSql } from './shown-member'

/** A longer queue is worked off from its head. */
const MOST_LISTED = 50

export type WaitingMember = {
  id: string
  accountId: string
  surname: string
  givenName: string
  memberGroup: MemberGroup
  organisation: string | null
  cause: VerificationCause
  requestedAt: Date
}

export type VerificationCase = WaitingMember & {
  email: string
  position: string | null
  note: string | null
  registeredAt: Date
  /** Decisions about this member so far, newest first */
  history: { decision: VerificationDecision; reason: string | null; decidedAt: Date }[]
}

const waitingSql = Prisma.sql`
  SELECT v.id, a.id AS "accountId", a.surname, a.given_name AS "givenName", a.member_group::text AS "memberGroup", a.organisation,
    v.cause, v.requested_at AS "requestedAt", a.email, a.position, v.note, a.registered_at AS "registeredAt"
  FROM verification v JOIN account a ON a.id = v.account_id
  WHERE v.decided_at IS NULL AND a.role = 'member' AND a.email_confirmed_at IS NOT NULL
    AND ${isPresentSql(Prisma.sql`a.id`)}`

/** Who waits to be verified (DS-07), the oldest first. For admins; the look is recorded (S-D8). */
export async function listVerifications(ctx: PortalContext): Promise<{ members: WaitingMember[]; waiting: number }> {
  requireAdmin(ctx)
  const members = await ctx.db.$queryRaw<
    WaitingMember[]
  >`${waitingSql} ORDER BY v.requested_at, v.id LIMIT ${MOST_LISTED}`
  const { waiting } = await countVerifications(ctx)
  await recordLook(ctx, { shown: members.map(({ accountId }) => accountId), reason: 'verification' })
  return { members, waiting }
}

/** One waiting member with everything an admin needs for the decision; undefined if it was decided meanwhile. */
export async function loadVerification(ctx: PortalContext, id: string): Promise<VerificationCase | undefined> {
  requireAdmin(ctx)
  const [found] = await ctx.db.$queryRaw<Omit<VerificationCase, 'history'>[]>`${waitingSql} AND v.id = ${id}::uuid`
  if (!found) return undefined
  const history = await ctx.db.verification.findMany({
    where: { accountId: found.accountId, decision: { in: ['verified', 'asked', 'refused'] } },
    orderBy: { decidedAt: 'desc' },
    select: { decision: true, reason: true, decidedAt: true },
  })
  await recordEvent(ctx, 'member.viewed', { subjectId: found.accountId, details: { reason: 'verification' } })
  return { ...found, history: history as VerificationCase['history'] }
}

/** How many wait, and since when the first of them. */
export async function countVerifications(ctx: PortalContext): Promise<{ waiting: number; oldest: Date | null }> {
  const [row] = await ctx.db.$queryRaw<{ waiting: number; oldest: Date | null }[]>`
    SELECT count(*)::int AS waiting, min("requestedAt") AS oldest FROM (${waitingSql}) w`
  return row ?? { waiting: 0, oldest: null }
}

function requireAdmin({ actor }: PortalContext): void {
  if (actor.kind !== 'member' || actor.role !== 'admin') throw new Refused('role')
}
