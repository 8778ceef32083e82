'use client'

import { PasswordField } from '@/components/forms/password-field'
import { Button } from '@/components/kern/button'

const errors = {
  passwort: 'Das Passwort ist nicht richtig.',
  versuche: 'Zu viele Versuche. Bitte warten Sie einige Minuten und versuchen Sie es dann noch einmal.',
}

/** A plain form: its answer is the file itself. */
export function DownloadForm({ error }: { error?: string }) {
  const text = error && Object.hasOwn(errors, error) ? errors[error as keyof typeof errors] : undefined
  return (
    <form method="post" action="/mein-profil/daten/herunterladen" className="flex flex-col gap-4" noValidate>
      <PasswordField
        name="currentPassword"
        label="Passwort"
        hint="Zur Sicherheit: Nur Sie selbst sollen die Auskunft bekommen."
        state={text ? { errors: { currentPassword: text } } : {}}
        autoComplete="current-password"
      />
      <div>
        <Button>Auskunft herunterladen</Button>
      </div>
    </form>
  )
}
