'use server'

import { headers } from 'next/headers'
import { z } from 'zod'
import { publicAction } from '@/app/_edge/action'
import { throttled } from '@/app/_edge/throttled'
import { requestPasswordReset } from '@/lib/accounts/request-password-reset'
import { emailField } from '@/lib/accounts/schema'
import { clientNetwork } from '@/lib/auth/network'

const schema = z.strictObject({ email: emailField })

export const requestReset = publicAction(schema, async ({ ctx, input }) => {
  const result = await requestPasswordReset(ctx, { email: input.email, network: clientNetwork(await headers()) })
  if (result.outcome === 'throttled') return throttled(result.retryAfterSeconds)
  return {
    done: 'Ihre Anfrage ist angekommen.',
    doneText:
      'Wenn es zu dieser Adresse ein Konto gibt, mit dem Sie sich anmelden können, bekommen Sie in den nächsten Minuten eine E-Mail. Der Link darin gilt 60 Minuten und nur einmal.',
  }
})
