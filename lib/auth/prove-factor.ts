import { recordEvent } from '../audit/record-event'
import { inTransaction, type PortalContext } from '../context'
import { isRightCode } from './authenticator'
import { countProof, forgiveProofs, isPastGuessing, tellFailure } from './failed-proofs'
import { isRightPasskey, type PasskeyAnswer } from './passkeys'
import { isRightRecoveryCode } from './recovery-codes'
import { forgive, throttle } from './throttle'

/** What a person gives as second factor: a code of the app or a recovery code, or the signature of a passkey. */
export type FactorProof = { code: string } | { passkey: PasskeyAnswer }

/** `app-blocked`: after too many wrong codes those of the app count no more until the owner has proved it otherwise. */
export type FactorRefusal = { outcome: 'refused' } | { outcome: 'app-blocked' }

type Try = { accountId: string; sessionId: string; proof: FactorProof }
type Throttled = { outcome: 'throttled'; retryAfterSeconds: number }

/**
 * One try of the second factor. `work` is one transaction: it takes its locks, asks `isRight` (which uses the factor up and forgives the
 * wrong ones before it), does what the proof is for, and returns undefined if it was wrong. Tries are counted before they are checked and
 * outside of it; passkeys are not: who guesses codes must not lock them out. After a hundred wrong codes in a row those of the app are
 * void: a passkey, a recovery code or staff help.
 */
export async function tryFactor<T>(
  ctx: PortalContext,
  { accountId, sessionId, proof }: Try,
  work: (tx: PortalContext, isRight: () => Promise<boolean>) => Promise<T | undefined>,
): Promise<T | FactorRefusal | Throttled> {
  const isCode = 'code' in proof
  const limit = isCode ? await throttle(ctx, 'second-factor', accountId) : undefined
  if (limit?.outcome === 'throttled') return limit
  const failures = isCode ? await countProof(ctx, { accountId, kind: 'code' }) : 0
  let isProved = false
  const result = await inTransaction(ctx, (tx) =>
    work(tx, async () => {
      isProved = isCode
        ? (!isPastGuessing(failures) && (await isRightCode(tx, { accountId, code: proof.code }))) ||
          (await isRightRecoveryCode(tx, { accountId, code: proof.code }))
        : await isRightPasskey(tx, { accountId, sessionId, answer: proof.passkey })
      if (isProved) await forgiveProofs(tx, { accountId, kind: 'code' })
      return isProved
    }),
  )
  if (isProved) await forgive('second-factor', accountId)
  if (result !== undefined) return result
  await recordEvent(ctx, 'session.factor-refused', { subjectId: accountId })
  if (!isCode) return { outcome: 'refused' }
  await tellFailure(ctx, { accountId, kind: 'code', failures })
  return { outcome: isPastGuessing(failures + 1) ? 'app-blocked' : 'refused' }
}
