import { z } from 'zod'
import { type DetailsOf } from '../audit/acts'
import { recordEvent, recordEventsSql } from '../audit/record-event'
import { codesOf, memberGroupLabels, roleLabels } from '../codes'
import { inTransaction, type PortalContext } from '../context'
import { Prisma } from '../db/generated/client'
import { type Role } from '../db/generated/enums'
import { idRow, rowOf, rowsOf } from '../db/rows'
import { mayActSql } from '../db/standing'
import { CLOCK_TOLERANCE_SECONDS } from '../future-times'
import { may } from '../may'
import { LAST_SEEN_STEP, MOST_SESSIONS, PENDING_SESSION_PERIOD, sessionLimits } from './limits'

/** Who is signed in, read from the rows of this very request (S-C2). */
export type Member = z.output<typeof memberRow>
const memberRow = z.strictObject({
  accountId: z.string(),
  role: z.enum(codesOf(roleLabels)),
  sessionId: z.string(),
  givenName: z.string(),
  surname: z.string(),
  memberGroup: z.enum(codesOf(memberGroupLabels)),
  /** Verified by staff, or staff: may publish, post and write (DS-07). */
  isVerified: z.boolean(),
  /** When the second factor was last proved in this session; null for members who have none. Staff see nothing of /admin then (S-A8). */
  factorAt: z.date().nullable(),
  /** Something that was done waits to be said by a page (flash.ts). */
  hasFlash: z.boolean(),
})
const peekedRow = memberRow.pick({ accountId: true, memberGroup: true })

/** Somebody whose password was right, and whose second factor is still awaited: nobody, as far as the portal is concerned. */
export type PendingMember = z.output<typeof pendingMemberRow>
const pendingMemberRow = z.strictObject({
  accountId: z.string(),
  sessionId: z.string(),
  device: z.string(),
  hasApp: z.boolean(),
  hasPasskey: z.boolean(),
})

/** A session as its owner sees it. */
export type OpenSession = z.output<typeof openSessionRow>
const openSessionRow = z.strictObject({ id: z.string(), device: z.string(), createdAt: z.date(), lastSeenAt: z.date() })

type NewSession = { accountId: string; role: Role; device: string; factorAt?: Date; isPending?: boolean }

/**
 * Begins a session. Call it inside the transaction of the sign-in. Returns its id. `isPending`: the second factor is still to
 * come; until then the session is nobody's, and soon over. The oldest of too many end; who has the password alone cannot push out those
 * that were proved.
 */
export async function startSession(
  tx: PortalContext,
  { accountId, role, device, factorAt, isPending }: NewSession,
): Promise<string> {
  const now = tx.now()
  const lifetime = isPending ? PENDING_SESSION_PERIOD : limitsOf(role).absolute
  await recordEvent(tx, isPending ? 'session.factor-awaited' : 'session.started', { subjectId: accountId })
  const session = await rowOf(tx, idRow)`
    WITH surplus AS (
      DELETE FROM session WHERE id IN (
        SELECT id FROM session WHERE account_id = ${accountId}::uuid AND (factor_at IS NULL) = ${factorAt === undefined}
        ORDER BY created_at DESC, id DESC OFFSET ${MOST_SESSIONS - 1})
    )
    INSERT INTO session (account_id, device, created_at, last_seen_at, expires_at, factor_at)
    VALUES (${accountId}::uuid, ${device}, ${now}, ${now}, ${later(now, lifetime)}, ${factorAt ?? null})
    RETURNING id`
  if (!session) throw new Error('the session was not stored')
  return session.id
}

/**
 * The member behind a session id; undefined if the session has ended, expired or been idle too long, or if the account
 * is suspended, sealed by a legal hold, unconfirmed or gone, or if its second factor is still awaited. One statement; it also notes that the member was seen, but
 * never waits for a lock to do so.
 */
export async function findMember(ctx: PortalContext, sessionId: string): Promise<Member | undefined> {
  const now = ctx.now()
  return rowOf(ctx, memberRow)`
    WITH found AS (
      SELECT s.id, s.last_seen_at, s.factor_at, s.flash IS NOT NULL AS has_flash, a.id AS account_id, a.role, a.given_name, a.surname, a.member_group,
             (a.verified_at IS NOT NULL OR a.role <> 'member') AS is_verified
      FROM session s JOIN account a ON a.id = s.account_id
      WHERE s.id = ${sessionId}::uuid AND ${isOpenSql(now)} AND ${isAdmittedSql} AND NOT ${isPendingSql}
    ), seen AS (
      UPDATE session SET last_seen_at = ${now}
      WHERE id IN (SELECT s.id FROM session s JOIN found f ON f.id = s.id
                   WHERE s.last_seen_at < ${earlier(now, LAST_SEEN_STEP)}
                   FOR UPDATE OF s SKIP LOCKED)
    )
    SELECT account_id AS "accountId", role::text AS role, id AS "sessionId", given_name AS "givenName", surname,
           member_group::text AS "memberGroup", is_verified AS "isVerified", factor_at AS "factorAt",
           has_flash AS "hasFlash"
    FROM found`
}

/**
 * Whose session it is, by the same rules as findMember(), without noting that anybody was seen: for what a page asks by itself. A tab
 * that is left open must not keep a session alive (S-C4).
 */
export async function peekMember(
  ctx: PortalContext,
  sessionId: string,
): Promise<Pick<Member, 'accountId' | 'memberGroup'> | undefined> {
  return rowOf(ctx, peekedRow)`
    SELECT a.id AS "accountId", a.member_group::text AS "memberGroup" FROM session s JOIN account a ON a.id = s.account_id
    WHERE s.id = ${sessionId}::uuid AND ${isOpenSql(ctx.now())} AND ${isAdmittedSql} AND NOT ${isPendingSql}`
}

/** Whose second factor this session awaits; undefined if it awaits none. */
export async function findPendingMember(ctx: PortalContext, sessionId: string): Promise<PendingMember | undefined> {
  return rowOf(ctx, pendingMemberRow)`
    SELECT a.id AS "accountId", s.id AS "sessionId", s.device, ${hasAppSql} AS "hasApp", ${hasPasskeySql} AS "hasPasskey"
    FROM session s JOIN account a ON a.id = s.account_id
    WHERE s.id = ${sessionId}::uuid AND ${isOpenSql(ctx.now())} AND ${isAdmittedSql} AND ${isPendingSql}`
}

const hasAppSql = Prisma.sql`EXISTS (SELECT FROM authenticator t WHERE t.account_id = a.id)`
const hasPasskeySql = Prisma.sql`EXISTS (SELECT FROM passkey k WHERE k.account_id = a.id)`
/** Has this account (`a`) a second factor? */
export const hasFactorSql = Prisma.sql`(${hasAppSql} OR ${hasPasskeySql})`
const isPendingSql = Prisma.sql`(s.factor_at IS NULL AND ${hasFactorSql})`
/** May this account (`a`) sign in at all? */
export const isAdmittedSql = Prisma.sql`(a.email_confirmed_at IS NOT NULL AND ${mayActSql(Prisma.sql`a.id`)})`

/** Open sessions of an account, the one that was used last first. */
export async function listSessions(ctx: PortalContext, accountId: string): Promise<OpenSession[]> {
  may.own(ctx, accountId)
  return rowsOf(ctx, openSessionRow)`
    SELECT s.id, s.device, s.created_at AS "createdAt", s.last_seen_at AS "lastSeenAt"
    FROM session s JOIN account a ON a.id = s.account_id
    WHERE a.id = ${accountId}::uuid AND ${isOpenSql(ctx.now())} AND NOT ${isPendingSql}
    ORDER BY s.last_seen_at DESC, s.id DESC`
}

/** Housekeeping: removes sessions that have expired or been idle too long. Returns how many. */
export function removeEndedSessions(ctx: PortalContext): Promise<number> {
  return ctx.db.$executeRaw`
    DELETE FROM session USING session s JOIN account a ON a.id = s.account_id
    WHERE session.id = s.id AND NOT (${isOpenSql(ctx.now())})`
}

/**
 * The second factor was proved in this session: it goes on under another id, so that a copy of its cookie from before is worth nothing
 * (S-C3, ASVS 7.2.4). Its ends stay as they were. Returns the new id for the cookie; undefined if it has ended meanwhile.
 */
export async function proveSession(
  tx: PortalContext,
  { accountId, sessionId }: { accountId: string; sessionId: string },
): Promise<string | undefined> {
  const session = await rowOf(tx, idRow)`
    UPDATE session SET id = uuid_v7(), factor_at = ${tx.now()}
    WHERE id = ${sessionId}::uuid AND account_id = ${accountId}::uuid RETURNING id`
  return session?.id
}

/** Ends one session of an account (S-C8). Does nothing if it has already ended or belongs to somebody else (S-D2). */
export async function endSession(
  ctx: PortalContext,
  { accountId, sessionId }: { accountId: string; sessionId: string },
): Promise<{ outcome: 'ended' | 'already-ended' }> {
  may.own(ctx, accountId)
  return inTransaction(ctx, async (tx) => {
    const { count } = await tx.db.session.deleteMany({ where: { id: sessionId, accountId } })
    if (count === 0) return { outcome: 'already-ended' }
    await recordEvent(tx, 'session.ended', { subjectId: accountId, details: { sessions: 1 } })
    return { outcome: 'ended' }
  })
}

/** A member ends all own sessions but the one in use (S-B8). Returns how many ended. */
export async function endOtherSessions(
  ctx: PortalContext,
  { accountId, sessionId }: { accountId: string; sessionId: string },
): Promise<number> {
  may.own(ctx, accountId)
  return endAllSessions(ctx, accountId, { except: sessionId })
}

/** Staff end all sessions of a member. Returns how many ended. */
export async function endMemberSessions(ctx: PortalContext, accountId: string): Promise<number> {
  may.staff(ctx, 'endMemberSessions')
  return endAllSessions(ctx, accountId)
}

/** Ends all sessions of an account but `except` (S-B8, S-C2). Returns how many ended. */
export async function endAllSessions(
  ctx: PortalContext,
  accountId: string,
  { except }: { except?: string } = {},
): Promise<number> {
  return inTransaction(ctx, async (tx) => {
    const { count } = await tx.db.session.deleteMany({
      where: { accountId, ...(except ? { NOT: { id: except } } : {}) },
    })
    if (count > 0) await recordEvent(tx, 'session.ended', { subjectId: accountId, details: { sessions: count } })
    return count
  })
}

/** Ends all sessions of many accounts, set-based (lib/bulk-acts); one audit row for each account that had any. */
export async function endSessionsOf(
  tx: PortalContext,
  { accountIds, details }: { accountIds: string[]; details: DetailsOf<'session.ended'> },
): Promise<void> {
  const events = recordEventsSql(tx, 'session.ended', {
    from: Prisma.sql`ended GROUP BY account_id`,
    details: { ...details, sessions: Prisma.sql`count(*)` },
  })
  await tx.db.$executeRaw`
    WITH ended AS (DELETE FROM session WHERE account_id = ANY(${accountIds}::uuid[]) RETURNING account_id)
    ${events}`
}

/**
 * Has this session (`s`) of this account (`a`) neither expired nor been idle too long? The age counts again here, so that somebody who
 * becomes staff does not keep a long session. One that begins in the future (a clock was wrong) is none.
 */
function isOpenSql(now: Date): Prisma.Sql {
  const { member, staff } = sessionLimits
  const since = (ofMembers: number, ofStaff: number) =>
    Prisma.sql`CASE a.role WHEN 'member' THEN ${earlier(now, ofMembers)}::timestamptz ELSE ${earlier(now, ofStaff)}::timestamptz END`
  const latest = later(now, CLOCK_TOLERANCE_SECONDS)
  return Prisma.sql`s.expires_at > ${now} AND s.created_at > ${since(member.absolute, staff.absolute)}
    AND s.last_seen_at > ${since(member.idle, staff.idle)} AND greatest(s.created_at, s.last_seen_at) < ${latest}`
}

function limitsOf(role: Role) {
  return role === 'member' ? sessionLimits.member : sessionLimits.staff
}

function later(instant: Date, seconds: number): Date {
  return new Date(instant.getTime() + seconds * 1000)
}

function earlier(instant: Date, seconds: number): Date {
  return later(instant, -seconds)
}
