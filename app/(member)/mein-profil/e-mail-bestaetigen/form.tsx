'use client'

import { PasswordField } from '@/components/forms/password-field'
import { PortalForm } from '@/components/forms/portal-form'
import { confirmNewEmail } from './actions'

export function EmailConfirmationForm({ secret, asksPassword }: { secret: string; asksPassword: boolean }) {
  return (
    <PortalForm action={confirmNewEmail} errorTitle="Neue E-Mail-Adresse bestätigen" submit="Neue Adresse bestätigen">
      {(state) => (
        <>
          <input type="hidden" name="token" value={secret} />
          {asksPassword ? (
            <PasswordField
              name="password"
              label="Passwort"
              hint="Das Passwort des Kontos, dessen Adresse sich ändern soll."
              state={state}
              autoComplete="current-password"
            />
          ) : null}
        </>
      )}
    </PortalForm>
  )
}
