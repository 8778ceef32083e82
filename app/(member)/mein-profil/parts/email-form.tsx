'use client'

import { PasswordField } from '@/components/forms/password-field'
import { PortalForm } from '@/components/forms/portal-form'
import { EmailField } from '@/components/forms/text-field'
import { requestEmailChange } from '../actions'

export function EmailForm({ account }: { account: string }) {
  return (
    <PortalForm
      action={requestEmailChange}
      errorTitle="Mein Profil"
      prefix="neu"
      submit="E-Mail-Adresse ändern"
      submitVariant="secondary"
    >
      {(state) => (
        <>
          <EmailField
            name="email"
            label="Neue E-Mail-Adresse"
            hint="Wir schicken einen Link dorthin. Erst wenn Sie ihn bestätigen, gilt die neue Adresse."
            state={state}
          />
          <PasswordField
            name="currentPassword"
            label="Aktuelles Passwort"
            hint="Damit niemand sonst Ihre Adresse ändert."
            state={state}
            autoComplete="current-password"
          />
          <input type="hidden" name="account" value={account} />
        </>
      )}
    </PortalForm>
  )
}
