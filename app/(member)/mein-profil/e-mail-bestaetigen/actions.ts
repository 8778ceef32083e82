'use server'

import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { publicAction } from '@/app/_edge/action'
import { throttled } from '@/app/_edge/throttled'
import { confirmEmailChange } from '@/lib/accounts/confirm-email-change'
import { newEmailSchema } from '@/lib/accounts/schema'
import { clientNetwork } from '@/lib/auth/network'
import { throttle } from '@/lib/auth/throttle'
import { unprovenHooks } from '@/lib/erasure/erase-unproven'

export const confirmNewEmail = publicAction(newEmailSchema, async ({ ctx, input }) => {
  const limit = await throttle(ctx, 'link-network', clientNetwork(await headers()))
  if (limit.outcome === 'throttled') return throttled(limit.retryAfterSeconds)
  const result = await confirmEmailChange(ctx, { secret: input.token, password: input.password }, unprovenHooks)
  switch (result.outcome) {
    case 'throttled':
      return throttled(result.retryAfterSeconds)
    case 'password-missing':
      return { errors: { password: 'Geben Sie das Passwort des Kontos ein.' } }
    case 'wrong-password':
      return { errors: { password: 'Das Passwort ist nicht richtig.' } }
    case 'place-kept':
      return {
        problem:
          'Diese Adresse ist zurzeit nicht frei. Es wurde nichts geändert: Die bisherige Adresse gilt weiter. Bitte versuchen Sie es später noch einmal, oder fragen Sie uns über den Kontakt.',
      }
    default:
      // The page says what became of the link, now and later.
      redirect(`/mein-profil/e-mail-bestaetigen?token=${encodeURIComponent(input.token)}`)
  }
})
