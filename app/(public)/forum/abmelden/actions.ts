'use server'

import { headers } from 'next/headers'
import { publicAction } from '@/app/_edge/action'
import { throttled } from '@/app/_edge/throttled'
import { clientNetwork } from '@/lib/auth/network'
import { throttle } from '@/lib/auth/throttle'
import { linkSchema } from '@/lib/forum/schema'
import { unsubscribeByLink } from '@/lib/forum/settings'

export const endSubscription = publicAction(linkSchema, async ({ ctx, input }) => {
  const limit = await throttle(ctx, 'link-network', clientNetwork(await headers()))
  if (limit.outcome === 'throttled') return throttled(limit.retryAfterSeconds)
  const { outcome } = await unsubscribeByLink(ctx, input)
  if (outcome === 'unknown')
    return { problem: 'Dieser Link ist nicht vollständig. Bitte öffnen Sie ihn noch einmal aus der E-Mail.' }
  return {
    done: 'Sie bekommen dazu keine E-Mails mehr.',
    doneText: 'Nach dem Anmelden können Sie alle Abonnements im Forum ansehen und ändern.',
  }
})
