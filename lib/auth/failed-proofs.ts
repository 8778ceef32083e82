import { z } from 'zod'
import { type PortalContext } from '../context'
import { Prisma } from '../db/generated/client'
import { type ProofKind } from '../db/generated/enums'
import { rowOf } from '../db/rows'
import { queueMailsSql } from '../mail/queue-mail'
import { FAILURES_TOLD, MOST_FAILURES } from './limits'
import { isAdmittedSql } from './sessions'

type Try = { accountId: string | undefined; kind: ProofKind }

const failuresRow = z.strictObject({ failures: z.number() })

/**
 * Counts a try as failed before it is checked, so that of a hundred at once none is free; forgiveProofs() takes it back. There is no
 * window: guessing slowly does not help (NIST SP 800-63B-4, 3.2.2). Returns the failures in a row with this one; 0 for an address that
 * nobody can sign in with, which costs one statement too (S-A2). Call it outside of transactions.
 */
export async function countProof(ctx: PortalContext, { accountId, kind }: Try): Promise<number> {
  const row = await rowOf(ctx, failuresRow)`
    INSERT INTO failed_proof AS p (account_id, kind, failures)
    SELECT a.id, ${kind}::proof_kind, 1 FROM account a WHERE a.id = ${accountId ?? null}::uuid AND ${isAdmittedSql}
    FOR KEY SHARE
    ON CONFLICT (account_id, kind) DO UPDATE SET failures = p.failures + 1
    RETURNING failures`
  return row?.failures ?? 0
}

/** Were there so many wrong ones before this try that a right one may be a guess? `failures` as countProof() returned it. */
export function isPastGuessing(failures: number): boolean {
  return failures > MOST_FAILURES
}

/** It was right: what went before is forgiven. */
export async function forgiveProofs(ctx: PortalContext, { accountId, kind }: Try): Promise<void> {
  await ctx.db.failedProof.deleteMany({ where: { accountId, kind } })
}

/**
 * It was wrong. Of the fifth in a row and of the hundredth the owner gets a mail (ASVS 6.3.5). One statement whatever comes of it, so that
 * the time tells nothing.
 */
export async function tellFailure(
  ctx: PortalContext,
  { accountId, kind, failures }: Try & { failures: number },
): Promise<void> {
  const isTold = failures === FAILURES_TOLD || failures === MOST_FAILURES
  const isBlocked = failures === MOST_FAILURES
  const props = JSON.stringify({ kind, failures, isBlocked, failedAt: ctx.now().toISOString() })
  await ctx.db.$executeRaw(
    queueMailsSql(
      ctx,
      'failed-proofs',
      Prisma.sql`SELECT a.id AS account_id, NULL::text AS recipient, ${props}::jsonb AS props
        FROM account a WHERE a.id = ${accountId ?? null}::uuid AND ${isTold}`,
    ),
  )
}
