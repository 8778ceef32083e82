'use client'

import { type ReactNode } from 'react'
import { PasswordField } from '@/components/forms/password-field'
import { PortalForm } from '@/components/forms/portal-form'
import { EmailField } from '@/components/forms/text-field'
import { signIn } from './actions'

export function SignInForm({ intro, aside, weiter }: { intro?: ReactNode; aside: ReactNode; weiter?: string }) {
  return (
    <PortalForm action={signIn} title="Anmelden" intro={intro} submit="Anmelden" aside={aside}>
      {(state) => (
        <>
          {weiter ? <input type="hidden" name="weiter" value={weiter} /> : null}
          <EmailField name="email" label="E-Mail-Adresse" state={state} autoComplete="username" />
          <PasswordField name="password" label="Passwort" state={state} autoComplete="current-password" />
        </>
      )}
    </PortalForm>
  )
}
