import { restoreMember, suspendLocked, suspendMember } from '../accounts/suspend-member'
import { inTransaction, type PortalContext } from '../context'
import { Prisma } from '../db/generated/client'
import { queueMailsSql } from '../mail/queue-mail'
import { may } from '../may'
import { closeMeasure, type Measure } from './end-measure'
import { statementOfReasons } from './take-measure'

type Act = { accountId: string; reason: string }

/** Suspends a member and sends the statement of reasons (DS-07; DSA Art. 17), so that somebody else can judge it on appeal. */
export async function suspendWithReasons(
  ctx: PortalContext,
  { accountId, reason }: Act,
): ReturnType<typeof suspendMember> {
  const { accountId: staffId } = may.staff(ctx, 'suspend')
  return inTransaction(ctx, async (tx) => {
    const result = await suspendMember(tx, { accountId, reason })
    if (result.outcome === 'suspended') await stateReasons(tx, { accountIds: [accountId], reason, staffId: staffId })
    return result
  })
}

/** The same for accounts whose rows the caller has locked, set-based (lib/bulk-acts). `startedBy`: who released it; `preparedBy`: who prepared it; `details`: as in suspendLocked. */
export async function suspendLockedWithReasons(
  tx: PortalContext,
  { preparedBy, ...act }: Parameters<typeof suspendLocked>[1] & { preparedBy: string },
): Promise<void> {
  await suspendLocked(tx, act)
  await stateReasons(tx, { accountIds: act.accountIds, reason: act.reason, staffId: act.startedBy, preparedBy })
}

/** A case that is closed as it opens: the queue finds the measure there, and staff enter the appeal of somebody who cannot sign in. */
async function stateReasons(
  tx: PortalContext,
  {
    accountIds,
    reason,
    staffId,
    preparedBy = null,
  }: { accountIds: string[]; reason: string; staffId: string; preparedBy?: string | null },
): Promise<void> {
  const now = Prisma.sql`${tx.now()}::timestamptz`
  const staff = Prisma.sql`${staffId}::uuid`
  await tx.db.$executeRaw`
    WITH member AS MATERIALIZED (SELECT id, uuid_v7() AS case_id FROM unnest(${accountIds}::uuid[]) AS id),
    closed AS (
      INSERT INTO moderation_case (id, content_kind, content_id, author_id, opened_at, outcome, reason, closed_at, closed_by)
      SELECT case_id, 'profile', id, id, ${now}, 'suspend', ${reason}, ${now}, ${staff} FROM member
    )
    INSERT INTO content_measure (content_kind, content_id, case_id, act, ground, author_id, reason, started_at, started_by, prepared_by)
    SELECT 'profile', id, case_id, 'suspend', 'terms', id, ${reason}, ${now}, ${staff}, ${preparedBy}::uuid FROM member`
  const statement = statementOfReasons(tx, {
    content: { kind: 'profile' },
    act: 'suspend',
    ground: 'terms',
    reason,
    isReported: false,
  })
  await tx.db.$executeRaw(
    queueMailsSql(
      tx,
      'measure-taken',
      Prisma.sql`SELECT id AS account_id, NULL::text AS recipient, ${JSON.stringify(statement)}::jsonb AS props
        FROM unnest(${accountIds}::uuid[]) AS id`,
    ),
  )
}

/** Opens the account again, and ends the measure with it. */
export async function restoreWithReasons(
  ctx: PortalContext,
  { accountId, reason }: Act,
): ReturnType<typeof restoreMember> {
  const { accountId: staffId } = may.staff(ctx, 'restore')
  return inTransaction(ctx, async (tx) => {
    const result = await restoreMember(tx, { accountId, reason })
    if (result.outcome !== 'restored') return result
    const open = (await tx.db.contentMeasure.findMany({
      where: { authorId: accountId, act: 'suspend', endedAt: null },
      select: { id: true, contentKind: true, act: true, authorId: true, startedBy: true, endedAt: true },
    })) as Measure[]
    for (const measure of open) await closeMeasure(tx, measure, staffId)
    return result
  })
}
