'use client'

import { PortalForm } from '@/components/forms/portal-form'
import { confirmNewEmail } from './actions'

export function EmailConfirmationForm({ secret }: { secret: string }) {
  return (
    <PortalForm action={confirmNewEmail} errorTitle="Neue E-Mail-Adresse bestätigen" submit="Neue Adresse bestätigen">
      {() => <input type="hidden" name="token" value={secret} />}
    </PortalForm>
  )
}
