'use server'

import { redirect } from 'next/navigation'
import { publicAction } from '@/app/_edge/action'
import { linkSchema } from '@/lib/forum/schema'
import { unsubscribeByLink } from '@/lib/forum/settings'

export const endSubscription = publicAction(linkSchema, async ({ ctx, input }) => {
  const { outcome } = await unsubscribeByLink(ctx, input)
  if (outcome === 'unknown')
    return { problem: 'Dieser Link ist nicht vollständig. Bitte öffnen Sie ihn noch einmal aus der E-Mail.' }
  redirect('/forum/abmelden?beendet=ja')
})
