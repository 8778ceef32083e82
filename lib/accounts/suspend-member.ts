import { z } from 'zod'
import { recordEvent, recordEventsSql } from '../audit/record-event'
import { endAllSessions, endSessionsOf } from '../auth/sessions'
import { inTransaction, type PortalContext } from '../context'
import { Prisma } from '../db/generated/client'
import { idRow, rowOf, rowsOf } from '../db/rows'
import { isSuspendedSql } from '../db/standing'
import { may } from '../may'
import { Refused } from '../result'

type Act = { accountId: string; reason: string }

/**
 * Staff close an account because of abuse (DS-07): all sessions end, nobody signs in until it is restored. Who cannot sign in is not
 * inactive: the clock stands still meanwhile (DS-05). Nobody suspends the own account or the last admin.
 */
export function suspendMember(
  ctx: PortalContext,
  { accountId, reason }: Act,
): Promise<{ outcome: 'suspended' | 'already-suspended' | 'unknown-member' | 'last-admin' }> {
  return inTransaction(ctx, async (tx) => {
    const staffId = await anotherAdmin(tx, accountId)
    const account = await lock(tx, accountId)
    if (!account) return { outcome: 'unknown-member' }
    if (account.isSuspended) return { outcome: 'already-suspended' }
    if (account.isLastAdmin) return { outcome: 'last-admin' }
    await tx.db.suspension.create({
      data: { accountId, reason, startedAt: tx.now(), startedBy: staffId },
      select: { id: true },
    })
    await endAllSessions(tx, accountId)
    await recordEvent(tx, 'account.suspended', { subjectId: accountId })
    return { outcome: 'suspended' }
  })
}

/**
 * Suspends accounts whose rows the caller has locked, set-based, for an act on many members (lib/bulk-acts), which asks who may.
 * `details` go into the audit rows.
 */
export async function suspendLocked(
  tx: PortalContext,
  {
    accountIds,
    reason,
    startedBy,
    details,
  }: { accountIds: string[]; reason: string; startedBy: string; details: { bulkAct: string } },
): Promise<void> {
  await tx.db.$executeRaw`
    INSERT INTO suspension (account_id, reason, started_at, started_by)
    SELECT id, ${reason}, ${tx.now()}::timestamptz, ${startedBy}::uuid FROM unnest(${accountIds}::uuid[]) AS id`
  await endSessionsOf(tx, { accountIds, details })
  await tx.db.$executeRaw(
    recordEventsSql(tx, 'account.suspended', {
      from: Prisma.sql`unnest(${accountIds}::uuid[]) AS account_id`,
      details,
    }),
  )
}

/** The account is open again; the reason is kept beside that of the suspension. Does nothing if it is not suspended. */
export function restoreMember(
  ctx: PortalContext,
  { accountId, reason }: Act,
): Promise<{ outcome: 'restored' | 'not-suspended' }> {
  return inTransaction(ctx, async (tx) => {
    const staffId = await anotherAdmin(tx, accountId)
    await lock(tx, accountId)
    const { count } = await tx.db.suspension.updateMany({
      where: { accountId, endedAt: null },
      data: { endedAt: tx.now(), endedBy: staffId, endReason: reason },
    })
    if (count === 0) return { outcome: 'not-suspended' }
    await recordEvent(tx, 'account.suspension-ended', { subjectId: accountId })
    return { outcome: 'restored' }
  })
}

/** The open suspension, for the page of the member. */
export async function openSuspension(
  ctx: PortalContext,
  accountId: string,
): Promise<{ reason: string; startedAt: Date } | null> {
  may.staffOrPortal(ctx, '/admin/mitglieder/[id]')
  return ctx.db.suspension.findFirst({
    where: { accountId, endedAt: null },
    select: { reason: true, startedAt: true },
  })
}

/** All admins, in one order, as when roles change: two who suspend each other leave one. Comes before every other lock. */
export function lockAdmins(tx: PortalContext): Promise<{ id: string }[]> {
  return rowsOf(tx, idRow)`SELECT id FROM account WHERE role = 'admin' ORDER BY id FOR UPDATE`
}

/** The admin who does it, never about the own account. */
async function anotherAdmin(tx: PortalContext, accountId: string): Promise<string> {
  await lockAdmins(tx)
  const { accountId: staffId } = await may.staffNow(tx, 'suspend')
  if (staffId === accountId) throw new Refused('role')
  return staffId
}

const lockRow = z.strictObject({ isSuspended: z.boolean(), isLastAdmin: z.boolean() })

async function lock(tx: PortalContext, accountId: string) {
  const account = await rowOf(tx, lockRow)`
    SELECT ${isSuspendedSql(Prisma.sql`a.id`)} AS "isSuspended",
      a.role = 'admin' AND NOT EXISTS (
        SELECT FROM account o WHERE o.role = 'admin' AND o.id <> a.id
          AND NOT ${isSuspendedSql(Prisma.sql`o.id`)}) AS "isLastAdmin"
    FROM account a WHERE a.id = ${accountId}::uuid FOR UPDATE OF a`
  return account
}
