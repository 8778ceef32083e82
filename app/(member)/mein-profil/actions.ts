'use server'

import { revalidatePath } from 'next/cache'
import { redirect } from 'next/navigation'
import { ownAction } from '@/app/_edge/action'
import { throttled } from '@/app/_edge/throttled'
import { endOwnRestriction } from '@/lib/access-requests/lift-restriction'
import { changeEmail } from '@/lib/accounts/change-email'
import { askAgain } from '@/lib/accounts/request-verification'
import { dataCurrentSchema, emailChangeSchema, profileSchema } from '@/lib/accounts/schema'
import { updateProfile } from '@/lib/accounts/update-profile'
import { askAgainSchema } from '@/lib/accounts/verification-schema'
import { verificationOf } from '@/lib/accounts/verification-state'

export const saveProfile = ownAction(
  'saveProfile',
  profileSchema,
  async ({ ctx, member: { accountId }, input: { account, ...change } }) => {
    const { outcome } = await updateProfile(ctx, { accountId, ...change })
    if (outcome === 'gone') return { farewell: 'erased' }
    revalidatePath('/mein-profil')
    if (outcome === 'saved') {
      const { state } = await verificationOf(ctx, accountId)
      const next = state === 'waiting' ? ' Wir prüfen Ihre Angaben; Sie bekommen eine E-Mail.' : ''
      return { done: `Ihre Änderungen sind gespeichert.${next}` }
    }
    return {
      problem:
        'Ihre Daten wurden inzwischen an anderer Stelle geändert. Bitte prüfen Sie Ihre Eingaben und speichern Sie noch einmal.',
    }
  },
)

export const requestEmailChange = ownAction(
  'requestEmailChange',
  emailChangeSchema,
  async ({ ctx, member: { accountId }, input }) => {
    const { email: newEmail, currentPassword } = input
    const result = await changeEmail(ctx, { accountId, newEmail, currentPassword })
    switch (result.outcome) {
      case 'check-your-mail':
        revalidatePath('/mein-profil')
        return {
          done: 'An die neue Adresse geht eine E-Mail. Was als Nächstes zu tun ist, steht darin.',
        }
      case 'same-address':
        return { errors: { email: 'Das ist bereits Ihre E-Mail-Adresse.' } }
      case 'wrong-password':
        return { errors: { currentPassword: 'Das Passwort ist nicht richtig.' } }
      case 'throttled':
        return throttled(result.retryAfterSeconds)
      case 'gone':
        return { farewell: 'erased' }
    }
  },
)

export const endRestriction = ownAction('endRestriction', dataCurrentSchema, async ({ ctx, member: { accountId } }) => {
  await endOwnRestriction(ctx, { accountId })
  redirect('/mein-profil')
})

export const askForVerification = ownAction(
  'askForVerification',
  askAgainSchema,
  async ({ ctx, member: { accountId }, input: { note } }) => {
    const { outcome } = await askAgain(ctx, { accountId, note })
    revalidatePath('/mein-profil')
    if (outcome === 'gone') return { farewell: 'erased' }
    redirect('/mein-profil#pruefung')
  },
)
