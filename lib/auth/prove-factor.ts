import { recordEvent } from '../audit/record-event'
import { type PortalContext } from '../context'
import { isRightCode } from './authenticator'
import { countProof, forgiveProofs, isPastGuessing, tellFailure } from './failed-proofs'
import { isRightPasskey, type PasskeyAnswer } from './passkeys'
import { isRightRecoveryCode } from './recovery-codes'
import { forgive, throttle } from './throttle'

/** What a person gives as second factor: a code of the app or a recovery code, or the signature of a passkey. */
export type FactorProof = { code: string } | { passkey: PasskeyAnswer }

/** Wrong codes in a row with this one; 0 for a passkey, which nobody can guess. */
type Counted = { outcome: 'counted'; failures: number }

/** `app-blocked`: after too many wrong codes those of the app count no more until the owner has proved it otherwise. */
export type FactorRefusal = { outcome: 'refused' } | { outcome: 'app-blocked' }

/** Counts a try before it is checked (outside the transaction). Passkeys are not counted: who guesses codes must not lock them out. */
export async function countFactorTry(
  ctx: PortalContext,
  { accountId, proof }: { accountId: string; proof: FactorProof },
): Promise<Counted | { outcome: 'throttled'; retryAfterSeconds: number }> {
  if ('passkey' in proof) return { outcome: 'counted', failures: 0 }
  const limit = await throttle(ctx, 'second-factor', accountId)
  if (limit.outcome === 'throttled') return limit
  return { outcome: 'counted', failures: await countProof(ctx, { accountId, kind: 'code' }) }
}

type Try = { accountId: string; sessionId: string; proof: FactorProof; failures: number }

/**
 * Is the second factor right? Uses it up, and forgives the wrong ones before it; call it in the transaction that it is for. After a hundred
 * wrong codes in a row those of the app are void: a passkey, a recovery code or staff help.
 */
export async function isRightFactor(
  tx: PortalContext,
  { accountId, sessionId, proof, failures }: Try,
): Promise<boolean> {
  const isRight =
    'passkey' in proof
      ? await isRightPasskey(tx, { accountId, sessionId, answer: proof.passkey })
      : (!isPastGuessing(failures) && (await isRightCode(tx, { accountId, code: proof.code }))) ||
        (await isRightRecoveryCode(tx, { accountId, code: proof.code }))
  if (isRight) await forgiveProofs(tx, { accountId, kind: 'code' })
  return isRight
}

/** What follows from a right one once its transaction is done. */
export async function forgiveFactorTries(accountId: string): Promise<void> {
  await forgive('second-factor', accountId)
}

/** What follows from a wrong one: it is recorded, and the owner may hear of it. */
export async function refuseFactor(
  ctx: PortalContext,
  { accountId, proof, failures }: Omit<Try, 'sessionId'>,
): Promise<FactorRefusal> {
  await recordEvent(ctx, 'session.factor-refused', { subjectId: accountId })
  if ('passkey' in proof) return { outcome: 'refused' }
  await tellFailure(ctx, { accountId, kind: 'code', failures })
  return { outcome: isPastGuessing(failures + 1) ? 'app-blocked' : 'refused' }
}
