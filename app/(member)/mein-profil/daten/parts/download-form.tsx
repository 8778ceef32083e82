'use client'

import { PasswordField } from '@/components/forms/password-field'
import { Button } from '@/components/kern/button'

/** A plain form: its answer is the file itself. */
export function DownloadForm() {
  return (
    <form method="post" action="/mein-profil/daten/herunterladen" className="flex flex-col gap-4" noValidate>
      <PasswordField
        name="currentPassword"
        label="Passwort"
        hint="Zur Sicherheit: Nur Sie selbst sollen die Auskunft bekommen."
        autoComplete="current-password"
      />
      <div>
        <Button>Auskunft herunterladen</Button>
      </div>
    </form>
  )
}
