'use server'

import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { publicAction } from '@/app/_edge/action'
import { throttled } from '@/app/_edge/throttled'
import { confirmRegistration } from '@/lib/accounts/confirm-registration'
import { confirmationSchema } from '@/lib/accounts/schema'
import { clientNetwork } from '@/lib/auth/network'
import { throttle } from '@/lib/auth/throttle'

export const confirm = publicAction(confirmationSchema, async ({ ctx, input }) => {
  const limit = await throttle(ctx, 'link-network', clientNetwork(await headers()))
  if (limit.outcome === 'throttled') return throttled(limit.retryAfterSeconds)
  const result = await confirmRegistration(ctx, { secret: input.token, password: input.password })
  if (result.outcome === 'password-missing') {
    const done = 'Ihre Adresse ist bestätigt. Bitte legen Sie noch das Passwort fest.'
    return { done, errors: { password: result.message } }
  }
  // The page says what became of the link, now and later.
  redirect(`/registrieren/bestaetigen?token=${encodeURIComponent(input.token)}`)
})
