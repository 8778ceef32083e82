import { FACTOR_FIELD } from '@/components/forms/field-state'
import { APP_BLOCKED } from '@/lib/auth/messages'
import { codeField } from '@/lib/auth/schema'
import { type Member, setSessionCookie } from '@/lib/auth/session'
import { sealSessionId } from '@/lib/auth/session-cookie'
import { mustProve, proveAgain } from '@/lib/auth/step-up'
import { contextOf } from './context-of'
import { type FormState } from './form-state'
import { throttled } from './throttled'

const NEEDED =
  'Bitte bestätigen Sie sich noch einmal: Ihr zweiter Faktor liegt mehr als 15 Minuten zurück. Ihre Eingaben stehen noch hier.'

/**
 * Before a dangerous act the second factor must have been proved in the last 15 minutes; else its code is asked for in the form itself, so
 * that nothing typed is lost (S-A9). `member`: it is proved, or this member has none; the session of a proof has another id.
 */
export async function proveInForm<M extends Member>(
  member: M,
  code: string | undefined,
): Promise<{ member: M } | { refusal: FormState }> {
  const ctx = contextOf(member)
  if (!mustProve(member, ctx.now())) return { member }
  const given = codeField.safeParse(code ?? '')
  if (!given.success) return { refusal: { errors: { [FACTOR_FIELD]: NEEDED } } }
  const result = await proveAgain(ctx, { member, proof: { code: given.data } })
  if (result.outcome !== 'confirmed') return { refusal: refusalOf(result) }
  await setSessionCookie(await sealSessionId(result.sessionId, member.accountId))
  return { member: { ...member, sessionId: result.sessionId, factorAt: ctx.now() } }
}

function refusalOf(result: Exclude<Awaited<ReturnType<typeof proveAgain>>, { outcome: 'confirmed' }>): FormState {
  switch (result.outcome) {
    case 'throttled': {
      const { problem = '', retryAfterSeconds } = throttled(result.retryAfterSeconds)
      return { errors: { [FACTOR_FIELD]: problem }, retryAfterSeconds }
    }
    case 'app-blocked':
      return { errors: { [FACTOR_FIELD]: APP_BLOCKED } }
    case 'refused':
      return {
        errors: { [FACTOR_FIELD]: 'Dieser Code gilt nicht oder nicht mehr. Bitte warten Sie auf den nächsten.' },
      }
  }
}
