'use server'

import { headers } from 'next/headers'
import { publicAction } from '@/app/_edge/action'
import { throttled } from '@/app/_edge/throttled'
import { clientNetwork } from '@/lib/auth/network'
import { throttle } from '@/lib/auth/throttle'
import { endLinkSchema, endMails, readEndLink } from '@/lib/end-mails'

export const endMailsByLink = publicAction(endLinkSchema, async ({ ctx, input }) => {
  const limit = await throttle(ctx, 'link-network', clientNetwork(await headers()))
  if (limit.outcome === 'throttled') return throttled(limit.retryAfterSeconds)
  const link = readEndLink(input)
  const ended = link ? await endMails(ctx, link) : undefined
  if (ended?.outcome === 'ended') {
    return {
      done: 'Sie bekommen dazu keine E-Mails mehr.',
      doneText: `Beendet für das Konto ${ended.account}: E-Mails über ${ended.what}.`,
    }
  }
  if (ended?.outcome === 'already-ended') {
    return {
      done: 'Dazu bekamen Sie schon keine E-Mails mehr.',
      doneText: `Für das Konto ${ended.account} waren E-Mails über ${ended.what} schon beendet. Es wurde nichts geändert.`,
    }
  }
  return {
    problem: link
      ? 'Zu diesem Link gibt es kein Konto mehr. Das Portal schickt dorthin nichts mehr.'
      : 'Dieser Link ist nicht vollständig. Bitte öffnen Sie ihn noch einmal aus der E-Mail.',
  }
})
