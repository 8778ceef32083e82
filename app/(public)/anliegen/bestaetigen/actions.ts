'use server'

import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { publicAction, throttled } from '@/app/_edge/action'
import { confirmRequest } from '@/lib/access-requests/confirm-request'
import { linkSchema } from '@/lib/accounts/schema'
import { clientNetwork } from '@/lib/auth/network'
import { throttle } from '@/lib/auth/throttle'

export const confirmErasure = publicAction(linkSchema, async ({ ctx, input }) => {
  const limit = await throttle(ctx, 'link-network', clientNetwork(await headers()))
  if (limit.outcome === 'throttled') return throttled(limit.retryAfterSeconds)
  const { outcome } = await confirmRequest(ctx, { secret: input.token })
  switch (outcome) {
    case 'erased':
      return redirect('/konto-geloescht')
    case 'confirmed':
      return redirect('/anliegen/angekommen')
    case 'held':
    case 'used':
      return redirect('/anliegen/bestaetigt')
    case 'expired':
      return { problem: 'Dieser Link ist abgelaufen. Bitte schreiben Sie uns noch einmal.' }
    case 'invalid':
      return {
        problem:
          'Dieser Link gilt nicht mehr. Wenn Sie schon bestätigt haben, ist Ihr Konto gelöscht oder Ihr Anliegen bei uns angekommen.',
      }
  }
})
