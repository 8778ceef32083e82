import { FACTOR_FIELD } from '@/components/forms/field-state'
import { APP_BLOCKED } from '@/lib/auth/messages'
import { codeField } from '@/lib/auth/schema'
import { type Member } from '@/lib/auth/session'
import { mustProve, proveAgain } from '@/lib/auth/step-up'
import { contextOf } from './context-of'
import { type FormState } from './form-state'
import { throttled } from './throttled'

const NEEDED =
  'Bitte bestätigen Sie sich noch einmal: Ihr zweiter Faktor liegt mehr als 15 Minuten zurück. Ihre Eingaben stehen noch hier.'

/**
 * Before a dangerous act the second factor must have been proved in the last 15 minutes; else its code is asked for in the form itself, so
 * that nothing typed is lost (S-A9). Undefined: it is proved, or this member has none.
 */
export async function proveInForm(member: Member, code: string | undefined): Promise<FormState | undefined> {
  const ctx = contextOf(member)
  if (!mustProve(member, ctx.now())) return undefined
  const given = codeField.safeParse(code ?? '')
  if (!given.success) return { errors: { [FACTOR_FIELD]: NEEDED } }
  const result = await proveAgain(ctx, { member, proof: { code: given.data } })
  switch (result.outcome) {
    case 'confirmed':
      return undefined
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
