import { type PortalContext } from '../context'
import { isRightCode } from './authenticator'
import { isRightPasskey, type PasskeyAnswer } from './passkeys'
import { isRightRecoveryCode } from './recovery-codes'
import { forgive, throttle } from './throttle'

/** What a person gives as second factor: a code of the app or a recovery code, or the signature of a passkey. */
export type FactorProof = { code: string } | { passkey: PasskeyAnswer }

/** Counts a try before it is checked (outside the transaction); a right one forgives what went before. */
export async function countFactorTry(ctx: PortalContext, accountId: string) {
  return throttle(ctx, 'second-factor', accountId)
}

export async function forgiveFactorTries(accountId: string): Promise<void> {
  await forgive('second-factor', accountId)
}

/** Is the second factor right? Uses it up; call it in the transaction that it is for. */
export async function isRightFactor(
  tx: PortalContext,
  { accountId, sessionId, proof }: { accountId: string; sessionId: string; proof: FactorProof },
): Promise<boolean> {
  if ('passkey' in proof) return isRightPasskey(tx, { accountId, sessionId, answer: proof.passkey })
  const { code } = proof
  return (await isRightCode(tx, { accountId, code })) || (await isRightRecoveryCode(tx, { accountId, code }))
}
