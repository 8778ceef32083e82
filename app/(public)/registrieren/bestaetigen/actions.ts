'use server'

import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { publicAction, throttled } from '@/app/_edge/action'
import { confirmRegistration } from '@/lib/accounts/confirm-registration'
import { linkSchema } from '@/lib/accounts/schema'
import { clientNetwork } from '@/lib/auth/network'
import { throttle } from '@/lib/auth/throttle'

export const confirm = publicAction(linkSchema, async ({ ctx, input }) => {
  const limit = await throttle(ctx, 'link-network', clientNetwork(await headers()))
  if (limit.outcome === 'throttled') return throttled(limit.retryAfterSeconds)
  const { outcome } = await confirmRegistration(ctx, { secret: input.token })
  switch (outcome) {
    case 'confirmed':
    case 'already-confirmed':
      return redirect('/registrieren/bestaetigt')
    case 'expired':
      return { problem: 'Dieser Link ist abgelaufen. Bitte registrieren Sie sich neu.' }
    case 'invalid':
      return { problem: 'Dieser Link ist ungültig. Vielleicht gibt es schon eine neuere E-Mail von uns.' }
  }
})
