'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { publicAction } from '@/app/_edge/action'
import { type FormState } from '@/app/_edge/form-state'
import { throttled } from '@/app/_edge/throttled'
import { finishSignIn } from '@/lib/auth/finish-sign-in'
import { APP_BLOCKED } from '@/lib/auth/messages'
import { type PasskeyAnswer } from '@/lib/auth/passkeys'
import { type FactorProof } from '@/lib/auth/prove-factor'
import { codeField, passkeyAnswerField, returnField } from '@/lib/auth/schema'
import { currentSessionId, setSessionCookie } from '@/lib/auth/session'
import { sealSessionId } from '@/lib/auth/session-cookie'
import { type PortalContext } from '@/lib/context'
import { reactivate } from '@/lib/lifecycle/reactivate'
import { afterSignIn } from '../parts/after-sign-in'

const codeSchema = z.strictObject({ code: codeField, weiter: returnField })
const passkeySchema = z.strictObject({ answer: passkeyAnswerField, weiter: returnField })

export const finishWithCode = publicAction(codeSchema, async ({ ctx, input }) => {
  return finish(ctx, { code: input.code }, input.weiter, {
    errors: { code: 'Dieser Code gilt nicht oder nicht mehr.' },
  })
})

export const finishWithPasskey = publicAction(passkeySchema, async ({ ctx, input }) => {
  const proof = { passkey: input.answer as unknown as PasskeyAnswer }
  return finish(ctx, proof, input.weiter, { problem: 'Dieser Passkey gehört nicht zu Ihrem Konto.' })
})

async function finish(
  ctx: PortalContext,
  proof: FactorProof,
  weiter: string | undefined,
  refused: FormState,
): Promise<FormState> {
  const sessionId = await currentSessionId()
  const result = sessionId
    ? await finishSignIn(ctx, { sessionId, proof }, { reactivate })
    : { outcome: 'expired' as const }
  if (result.outcome === 'throttled') return throttled(result.retryAfterSeconds)
  if (result.outcome === 'refused') return refused
  if (result.outcome === 'app-blocked') return { errors: { code: APP_BLOCKED } }
  if (result.outcome === 'expired') return { farewell: 'factor-too-late' }
  await setSessionCookie(await sealSessionId(result.sessionId, result.accountId))
  redirect(await afterSignIn(ctx, result, weiter))
}
