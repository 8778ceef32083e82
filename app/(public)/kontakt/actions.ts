'use server'

import { headers } from 'next/headers'
import { publicAction } from '@/app/_edge/action'
import { throttled } from '@/app/_edge/throttled'
import { clientNetwork } from '@/lib/auth/network'
import { throttle } from '@/lib/auth/throttle'
import { contactSchema } from '@/lib/contact/schema'
import { sendContactMessage } from '@/lib/contact/send-contact-message'

export const sendMessage = publicAction(contactSchema, async ({ ctx, input }) => {
  const attempt = await throttle(ctx, 'contact', clientNetwork(await headers()))
  if (attempt.outcome === 'throttled') return throttled(attempt.retryAfterSeconds)
  await sendContactMessage(ctx, input)
  return {
    done: 'Ihre Nachricht ist bei uns eingegangen.',
    doneText:
      'Wir antworten Ihnen so schnell wie möglich an die angegebene E-Mail-Adresse. Eine automatische Bestätigung per E-Mail verschicken wir nicht.',
  }
})
