'use server'

import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { z } from 'zod'
import { publicAction } from '@/app/_edge/action'
import { throttled } from '@/app/_edge/throttled'
import { resetPassword } from '@/lib/accounts/reset-password'
import { currentPasswordField } from '@/lib/accounts/schema'
import { clientNetwork } from '@/lib/auth/network'
import { hidden } from '@/lib/fields'

const schema = z.strictObject({ token: hidden(200), newPassword: currentPasswordField })

export const setNewPassword = publicAction(schema, async ({ ctx, input }) => {
  const network = clientNetwork(await headers())
  const result = await resetPassword(ctx, { secret: input.token, newPassword: input.newPassword, network })
  if (result.outcome === 'throttled') return throttled(result.retryAfterSeconds)
  if (result.outcome === 'refused') return { errors: { newPassword: result.message } }
  // The page says what became of the link, now and later.
  redirect(`/passwort-neu?token=${encodeURIComponent(input.token)}`)
})
