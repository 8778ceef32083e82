'use client'

import { PasswordField } from '@/components/forms/password-field'
import { PortalForm } from '@/components/forms/portal-form'
import { confirm } from './actions'

export function ConfirmationForm({ secret, hint, submit }: { secret: string; hint: string; submit: string }) {
  return (
    <PortalForm action={confirm} errorTitle="Registrierung bestätigen" submit={submit}>
      {(state) => (
        <>
          <input type="hidden" name="token" value={secret} />
          <PasswordField name="password" label="Passwort" hint={hint} state={state} autoComplete="new-password" />
        </>
      )}
    </PortalForm>
  )
}
