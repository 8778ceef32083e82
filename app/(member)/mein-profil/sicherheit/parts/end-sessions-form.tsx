'use client'

import { PasswordField } from '@/components/forms/password-field'
import { PortalForm } from '@/components/forms/portal-form'
import { type Option, SelectField } from '@/components/forms/select-field'
import { endSessions } from '../actions'

export function EndSessionsForm({ options, asksPassword }: { options: Option[]; asksPassword: boolean }) {
  return (
    <PortalForm
      action={endSessions}
      errorTitle="Sicherheit"
      prefix="sitzung"
      submit="Beenden"
      submitVariant="secondary"
    >
      {(state) => (
        <>
          <SelectField name="which" label="Welche Sitzung möchten Sie beenden?" options={options} state={state} />
          {asksPassword ? (
            <PasswordField
              name="currentPassword"
              label="Passwort"
              hint="Damit niemand sonst Ihre Sitzungen beendet."
              state={state}
              autoComplete="current-password"
            />
          ) : null}
        </>
      )}
    </PortalForm>
  )
}
