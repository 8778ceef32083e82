'use server'

import { headers } from 'next/headers'
import { publicAction } from '@/app/_edge/action'
import { throttled } from '@/app/_edge/throttled'
import { clientNetwork } from '@/lib/auth/network'
import { throttle } from '@/lib/auth/throttle'
import { replyRefusalLabels } from '@/lib/codes'
import { sendReplyDraft } from '@/lib/inbound/reply-draft'
import { draftLinkSchema } from '@/lib/inbound/schema'

export const sendWaitingReply = publicAction(draftLinkSchema, async ({ ctx, input }) => {
  const limit = await throttle(ctx, 'link-network', clientNetwork(await headers()))
  if (limit.outcome === 'throttled') return throttled(limit.retryAfterSeconds)
  const sent = await sendReplyDraft(ctx, input)
  switch (sent.outcome) {
    case 'sent':
      return { done: 'Ihre Antwort steht jetzt im Portal.', doneText: 'Nach dem Anmelden sehen Sie sie dort.' }
    case 'wait':
      return { problem: 'Sie haben in kurzer Zeit viel geschrieben. Bitte versuchen Sie es später noch einmal.' }
    case 'refused':
      return { problem: `Die Antwort ist nicht im Portal erschienen. ${replyRefusalLabels[sent.reason]}` }
    case 'gone':
      return { problem: 'Diese Antwort wurde schon abgesendet oder nach sieben Tagen gelöscht.' }
  }
})
