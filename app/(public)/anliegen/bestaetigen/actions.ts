'use server'

import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { publicAction } from '@/app/_edge/action'
import { throttled } from '@/app/_edge/throttled'
import { confirmRequest } from '@/lib/access-requests/confirm-request'
import { linkSchema } from '@/lib/accounts/schema'
import { clientNetwork } from '@/lib/auth/network'
import { throttle } from '@/lib/auth/throttle'

export const confirmErasure = publicAction(linkSchema, async ({ ctx, input }) => {
  const limit = await throttle(ctx, 'link-network', clientNetwork(await headers()))
  if (limit.outcome === 'throttled') return throttled(limit.retryAfterSeconds)
  await confirmRequest(ctx, { secret: input.token })
  // The page says what became of the link, now and later.
  redirect(`/anliegen/bestaetigen?token=${encodeURIComponent(input.token)}`)
})
