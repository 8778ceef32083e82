'use server'

import { headers } from 'next/headers'
import { z } from 'zod'
import { ownAction } from '@/app/_edge/action'
import { goTo, success } from '@/app/_edge/flash'
import { throttled } from '@/app/_edge/throttled'
import { changePassword } from '@/lib/accounts/change-password'
import { checkOwnPassword } from '@/lib/accounts/check-own-password'
import { currentPasswordField } from '@/lib/accounts/schema'
import { clientNetwork } from '@/lib/auth/network'
import { endOtherSessions, endSession } from '@/lib/auth/sessions'
import { id as idField } from '@/lib/fields'

const PAGE = '/mein-profil/sicherheit'
/** In place of an id: all sessions but the one in use. */
const OTHERS = 'alle'
const passwordSchema = z.strictObject({ currentPassword: currentPasswordField, newPassword: currentPasswordField })

export const changeOwnPassword = ownAction('changeOwnPassword', passwordSchema, async ({ ctx, member, input }) => {
  const { accountId, sessionId } = member
  const result = await changePassword(ctx, { accountId, sessionId, ...input, network: clientNetwork(await headers()) })
  if (result.outcome === 'throttled') return throttled(result.retryAfterSeconds)
  if (result.outcome === 'wrong-password')
    return { errors: { currentPassword: 'Das bisherige Passwort ist nicht richtig.' } }
  if (result.outcome === 'refused') return { errors: { newPassword: result.message } }
  return goTo(PAGE, success('Ihr Passwort ist geändert.'))
})

const endSchema = z.strictObject({
  which: z.literal(OTHERS).or(idField()),
  currentPassword: currentPasswordField.optional(),
})

/** Ends one session or all others, after the password, or after the second factor if there is one (ASVS 7.5.2). */
export const endSessions = ownAction(
  'endSessions',
  endSchema,
  async ({ ctx, member, input: { which, currentPassword } }) => {
    const { accountId, sessionId } = member
    if (!member.factorAt) {
      const check = await checkOwnPassword(ctx, { accountId, password: currentPassword ?? '' })
      if (check.outcome === 'throttled') return throttled(check.retryAfterSeconds)
      if (check.outcome === 'wrong') return { errors: { currentPassword: 'Das Passwort ist nicht richtig.' } }
    }
    if (which === OTHERS) await endOtherSessions(ctx, { accountId, sessionId })
    // The one in use ends by the sign-out.
    else if (which !== sessionId) await endSession(ctx, { accountId, sessionId: which })
    return goTo(PAGE, success(which === OTHERS ? 'Alle anderen Sitzungen sind beendet.' : 'Die Sitzung ist beendet.'))
  },
)
