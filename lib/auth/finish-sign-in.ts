import { z } from 'zod'
import { codesOf, roleLabels } from '../codes'
import { type PortalContext } from '../context'
import { rowOf } from '../db/rows'
import { type FactorProof, type FactorRefusal, tryFactor } from './prove-factor'
import { findPendingMember, isAdmittedSql, startSession } from './sessions'
import { type SignInHooks, type SignInOutcome } from './sign-in'

type Outcome =
  | Exclude<SignInOutcome, { outcome: 'second-factor' }>
  | FactorRefusal
  /** Too late, or somebody ended the session meanwhile: from the beginning, please. */
  | { outcome: 'expired' }

const roleRow = z.strictObject({ role: z.enum(codesOf(roleLabels)) })

/**
 * The second step of a sign-in (S-A8): only now it is one (DS-05), in one transaction with last login and reactivation. The session
 * gets another id: what was known before the second factor is worth nothing (S-C3).
 */
export async function finishSignIn(
  ctx: PortalContext,
  { sessionId, proof }: { sessionId: string; proof: FactorProof },
  hooks: SignInHooks,
): Promise<Outcome> {
  const pending = await findPendingMember(ctx, sessionId)
  if (!pending) return { outcome: 'expired' }
  const { accountId, device } = pending
  return tryFactor<Outcome>(ctx, { accountId, sessionId, proof }, async (tx, isRight) => {
    // Waits for an erasure that is under way, and then finds nothing.
    const account = await rowOf(tx, roleRow)`
      SELECT a.role::text AS role FROM account a WHERE a.id = ${accountId}::uuid AND ${isAdmittedSql} FOR NO KEY UPDATE`
    if (!account) return { outcome: 'expired' }
    if (!(await isRight())) return undefined
    const { count } = await tx.db.session.deleteMany({ where: { id: sessionId, accountId } })
    if (count === 0) return { outcome: 'expired' }
    await tx.db.account.update({ where: { id: accountId }, data: { lastLoginAt: tx.now() }, select: { id: true } })
    const newId = await startSession(tx, { accountId, role: account.role, device, factorAt: tx.now() })
    const { outcome } = await hooks.reactivate(tx, accountId)
    return { outcome: 'signed-in', accountId, sessionId: newId, isReactivated: outcome === 'reactivated' }
  })
}
