import { recordEvent } from '../audit/record-event'
import { type PortalContext } from '../context'
import { CLOCK_TOLERANCE_SECONDS } from '../future-times'
import { may } from '../may'
import { STEP_UP_PERIOD } from './limits'
import { type FactorProof, type FactorRefusal, tryFactor } from './prove-factor'
import { type Member, proveSession } from './sessions'

/** Was the second factor proved recently enough for a dangerous act? */
export function isFresh({ factorAt }: Pick<Member, 'factorAt'>, now: Date): boolean {
  if (factorAt === null) return false
  const seconds = (now.getTime() - factorAt.getTime()) / 1000
  return seconds <= STEP_UP_PERIOD && seconds >= -CLOCK_TOLERANCE_SECONDS
}

/**
 * Whoever has a second factor proves it before credentials change, the account ends, or all data leave (S-A9); others give the password
 * alone.
 */
export function mustProve(member: Pick<Member, 'factorAt'>, now: Date): boolean {
  return member.factorAt !== null && !isFresh(member, now)
}

type Outcome =
  | { outcome: 'confirmed'; sessionId: string }
  | FactorRefusal
  | { outcome: 'throttled'; retryAfterSeconds: number }

/** Somebody who is signed in proves the second factor again, because a dangerous act is next. The session gets another id. */
export async function proveAgain(
  ctx: PortalContext,
  { member, proof }: { member: Pick<Member, 'accountId' | 'sessionId'>; proof: FactorProof },
): Promise<Outcome> {
  may.own(ctx, member.accountId)
  const { accountId, sessionId } = member
  return tryFactor(ctx, { accountId, sessionId, proof }, async (tx, isRight) => {
    if (!(await isRight())) return undefined
    const proved = await proveSession(tx, { accountId, sessionId })
    if (!proved) return undefined
    await recordEvent(tx, 'session.factor-proved', { subjectId: accountId })
    return { outcome: 'confirmed', sessionId: proved }
  })
}
