'use server'

import { revalidatePath } from 'next/cache'
import { headers } from 'next/headers'
import { publicAction } from '@/app/_edge/action'
import { throttled } from '@/app/_edge/throttled'
import { askToRegister } from '@/lib/accounts/register-member'
import { registrationSchema } from '@/lib/accounts/schema'
import { clientNetwork } from '@/lib/auth/network'
import { throttle } from '@/lib/auth/throttle'
import { countUnaskedMail, giveBackUnaskedMail } from '@/lib/auth/unasked-mail'

/** The same for a new and for a known address (S-A3). */
const askedToConfirm = {
  done: 'Nach jeder Registrierung schicken wir eine E-Mail.',
  doneText:
    'Öffnen Sie den Link in der E-Mail, bestätigen Sie Ihre Adresse und legen Sie Ihr Passwort fest. Er gilt sieben Tage. Danach löschen wir die Registrierung, wenn sie nicht bestätigt ist. Haben Sie schon ein Konto, steht das in der E-Mail.',
}

export const register = publicAction(registrationSchema, async ({ ctx, input }) => {
  const limit = await throttle(ctx, 'register', clientNetwork(await headers()))
  if (limit.outcome === 'throttled') return throttled(limit.retryAfterSeconds)
  const addressLimit = await countUnaskedMail(ctx, input.email)
  if (addressLimit.outcome === 'throttled') return throttled(addressLimit.retryAfterSeconds)
  const result = await askToRegister(ctx, input)
  switch (result.outcome) {
    case 'check-your-mail':
      return askedToConfirm
    case 'password-refused':
      await giveBackUnaskedMail(input.email)
      return { errors: { password: result.message } }
    case 'policy-changed':
      await giveBackUnaskedMail(input.email)
      revalidatePath('/registrieren')
      return {
        errors: {
          acceptPolicy: `Inzwischen gilt Fassung ${result.newest} der Datenschutzerklärung. Bitte lesen Sie sie und stimmen Sie ihr zu.`,
        },
      }
  }
})
