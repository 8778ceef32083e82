'use client'

import { type ReactNode } from 'react'
import { PortalForm } from '@/components/forms/portal-form'
import { EmailField } from '@/components/forms/text-field'
import { requestReset } from './actions'

export function ForgottenPasswordForm({ intro, afterwards }: { intro: ReactNode; afterwards: ReactNode }) {
  return (
    <PortalForm
      action={requestReset}
      title="Passwort vergessen"
      intro={intro}
      submit="Link anfordern"
      afterwards={{ title: 'Bitte sehen Sie in Ihr Postfach', more: afterwards }}
    >
      {(state) => <EmailField name="email" label="E-Mail-Adresse" state={state} />}
    </PortalForm>
  )
}
