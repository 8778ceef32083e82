'use server'

import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { z } from 'zod'
import { memberAction, requireOwnFactor, throttled } from '@/app/_edge/action'
import { changePassword } from '@/lib/accounts/change-password'
import { currentPasswordField } from '@/lib/accounts/schema'
import { clientNetwork } from '@/lib/auth/network'
import { removeSessionCookie } from '@/lib/auth/session'
import { endAllSessions, endSession } from '@/lib/auth/sessions'
import { id as idField } from '@/lib/fields'

const PAGE = '/mein-profil/sicherheit'
const passwordSchema = z.strictObject({ currentPassword: currentPasswordField, newPassword: currentPasswordField })

export const changeOwnPassword = memberAction(passwordSchema, async ({ ctx, member, input }) => {
  await requireOwnFactor(member)
  const { accountId, sessionId } = member
  const result = await changePassword(ctx, { accountId, sessionId, ...input, network: clientNetwork(await headers()) })
  if (result.outcome === 'throttled') return throttled(result.retryAfterSeconds)
  if (result.outcome === 'wrong-password')
    return { errors: { currentPassword: 'Das bisherige Passwort ist nicht richtig.' } }
  if (result.outcome === 'refused') return { errors: { newPassword: result.message } }
  redirect(`${PAGE}?passwort=neu`)
})

export const endOneSession = memberAction(z.strictObject({ sessionId: idField() }), async ({ ctx, member, input }) => {
  await endSession(ctx, { accountId: member.accountId, sessionId: input.sessionId })
  if (input.sessionId === member.sessionId) {
    await removeSessionCookie()
    redirect('/anmelden?abgemeldet=ja')
  }
  redirect(`${PAGE}?beendet=eine`)
})

export const endOtherSessions = memberAction(z.strictObject({}), async ({ ctx, member }) => {
  await endAllSessions(ctx, member.accountId, { except: member.sessionId })
  redirect(`${PAGE}?beendet=alle`)
})
