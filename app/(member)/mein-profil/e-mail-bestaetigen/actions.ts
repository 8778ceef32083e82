'use server'

import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { publicAction, throttled } from '@/app/_edge/action'
import { confirmEmailChange } from '@/lib/accounts/confirm-email-change'
import { linkSchema } from '@/lib/accounts/schema'
import { clientNetwork } from '@/lib/auth/network'
import { throttle } from '@/lib/auth/throttle'

export const confirmNewEmail = publicAction(linkSchema, async ({ ctx, input }) => {
  const limit = await throttle(ctx, 'link-network', clientNetwork(await headers()))
  if (limit.outcome === 'throttled') return throttled(limit.retryAfterSeconds)
  const { outcome } = await confirmEmailChange(ctx, { secret: input.token })
  switch (outcome) {
    case 'changed':
    case 'already-changed':
      return redirect('/mein-profil/e-mail-bestaetigen?bestaetigt=ja')
    case 'address-taken':
      return { problem: 'Diese Adresse gehört inzwischen zu einem anderen Konto. Ihre bisherige Adresse gilt weiter.' }
    case 'expired':
      return { problem: 'Dieser Link ist abgelaufen. Ihre bisherige Adresse gilt weiter.' }
    case 'invalid':
      return { problem: 'Dieser Link ist ungültig. Ihre bisherige Adresse gilt weiter.' }
  }
})
