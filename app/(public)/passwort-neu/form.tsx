'use client'

import { type ReactNode } from 'react'
import { PasswordField } from '@/components/forms/password-field'
import { PortalForm } from '@/components/forms/portal-form'
import { setNewPassword } from './actions'

export function NewPasswordForm({ token, hint, intro }: { token: string; hint: string; intro: ReactNode }) {
  return (
    <PortalForm action={setNewPassword} title="Neues Passwort" intro={intro} submit="Passwort speichern">
      {(state) => (
        <>
          <input type="hidden" name="token" value={token} />
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
