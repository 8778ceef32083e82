'use client'

import { PasswordField } from '@/components/forms/password-field'
import { PortalForm } from '@/components/forms/portal-form'
import { TextField } from '@/components/forms/text-field'
import { Text } from '@/components/kern/text'
import { PasskeyForm } from '@/components/second-factor/passkey-form'
import { type PasskeyCreation, type PasskeyRequest } from '@/lib/auth/passkeys'
import { proveWithCode, proveWithPasskey, setUpApp, setUpPasskey, showSecret } from './actions'

type Way = { weiter: string }

export function SecretForm({ weiter }: Way) {
  return (
    <PortalForm action={showSecret} errorTitle="Zweiter Faktor" submit="Schlüssel anzeigen">
      {(state) => (
        <>
          <input type="hidden" name="weiter" value={weiter} />
          <PasswordField name="currentPassword" label="Passwort" state={state} autoComplete="current-password" />
        </>
      )}
    </PortalForm>
  )
}

export function AppForm({ weiter }: Way) {
  return (
    <PortalForm action={setUpApp} errorTitle="Zweiter Faktor" submit="App einrichten">
      {(state) => (
        <>
          <input type="hidden" name="weiter" value={weiter} />
          <CodeField state={state} hint="Sechs Ziffern, die Ihre App jetzt zeigt." />
        </>
      )}
    </PortalForm>
  )
}

export function NewPasskeyForm({ options, weiter }: Way & { options: PasskeyCreation }) {
  return (
    <PasskeyForm action={setUpPasskey} options={{ create: options }} submit="Passkey einrichten">
      {(state) => (
        <>
          <input type="hidden" name="weiter" value={weiter} />
          <TextField
            name="name"
            label="Name des Passkeys"
            hint="Zum Beispiel: Diensttelefon"
            state={state}
            maxLength={60}
          />
          <PasswordField name="currentPassword" label="Passwort" state={state} autoComplete="current-password" />
        </>
      )}
    </PasskeyForm>
  )
}

export function ProveForm({ weiter }: Way) {
  return (
    <PortalForm
      action={proveWithCode}
      title="Bitte bestätigen Sie sich noch einmal"
      intro={
        <Text>Der nächste Schritt lässt sich nicht zurücknehmen. Wir fragen deshalb, ob wirklich Sie es sind.</Text>
      }
      submit="Bestätigen"
    >
      {(state) => (
        <>
          <input type="hidden" name="weiter" value={weiter} />
          <CodeField state={state} hint="Sechs Ziffern aus Ihrer App, oder einer Ihrer Wiederherstellungscodes." />
        </>
      )}
    </PortalForm>
  )
}

export function ProvePasskeyForm({ options, weiter }: Way & { options: PasskeyRequest }) {
  return (
    <PasskeyForm action={proveWithPasskey} options={{ ask: options }} submit="Mit Passkey bestätigen">
      {() => <input type="hidden" name="weiter" value={weiter} />}
    </PasskeyForm>
  )
}

function CodeField({ state, hint }: { state: Parameters<typeof TextField>[0]['state']; hint: string }) {
  return (
    <TextField
      name="code"
      label="Code"
      hint={hint}
      state={state}
      autoComplete="one-time-code"
      autoCapitalize="none"
      spellCheck={false}
    />
  )
}
