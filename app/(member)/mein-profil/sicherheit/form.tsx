'use client'

import { PasswordField } from '@/components/forms/password-field'
import { PortalForm } from '@/components/forms/portal-form'
import { changeOwnPassword } from './actions'

export function PasswordForm({ hint }: { hint: string }) {
  return (
    <PortalForm action={changeOwnPassword} errorTitle="Sicherheit" submit="Passwort ändern">
      {(state) => (
        <>
          <PasswordField
            name="currentPassword"
            label="Bisheriges Passwort"
            state={state}
            autoComplete="current-password"
          />
          <PasswordField
            name="newPassword"
            label="Neues Passwort"
            hint={hint}
            state={state}
            autoComplete="new-password"
          />
        </>
      )}
    </PortalForm>
  )
}
