'use client'

import { type ReactNode } from 'react'
import { PortalForm } from '@/components/forms/portal-form'
import { TextField } from '@/components/forms/text-field'
import { PasskeyForm } from '@/components/second-factor/passkey-form'
import { type PasskeyRequest } from '@/lib/auth/passkeys'
import { finishWithCode, finishWithPasskey } from './actions'

export function CodeForm({ intro, weiter }: { intro: ReactNode; weiter: string }) {
  return (
    <PortalForm action={finishWithCode} title="Zweiter Schritt der Anmeldung" intro={intro} submit="Anmelden">
      {(state) => (
        <>
          <input type="hidden" name="weiter" value={weiter} />
          <TextField
            name="code"
            label="Code"
            hint="Sechs Ziffern aus Ihrer App, oder einer Ihrer Wiederherstellungscodes."
            state={state}
            autoComplete="one-time-code"
            autoCapitalize="none"
            spellCheck={false}
          />
        </>
      )}
    </PortalForm>
  )
}

export function PasskeyStep({ options, weiter }: { options: PasskeyRequest; weiter: string }) {
  return (
    <PasskeyForm action={finishWithPasskey} options={{ ask: options }} submit="Mit Passkey anmelden">
      {() => <input type="hidden" name="weiter" value={weiter} />}
    </PasskeyForm>
  )
}
