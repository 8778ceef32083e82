'use client'

import { type ReactNode } from 'react'
import { PortalForm } from '@/components/forms/portal-form'
import { EmailField, TextField } from '@/components/forms/text-field'
import { TextareaField } from '@/components/forms/textarea-field'
import { Link } from '@/components/kern/link'
import { sendMessage } from './actions'

export function ContactForm({ intro }: { intro: ReactNode }) {
  return (
    <PortalForm
      action={sendMessage}
      title="Kontakt"
      intro={intro}
      submit="Nachricht senden"
      afterwards={{ title: 'Vielen Dank', more: <Link href="/">Zur Startseite</Link> }}
    >
      {(state) => (
        <>
          <TextField
            name="name"
            label="Ihr Name"
            hint="Damit wir Sie ansprechen können."
            state={state}
            autoComplete="name"
          />
          <EmailField
            name="email"
            label="Ihre E-Mail-Adresse"
            hint="Für unsere Antwort. Beispiel: name@beispiel.de"
            state={state}
          />
          <TextField name="subject" label="Betreff" state={state} autoComplete="off" />
          <TextareaField
            name="message"
            label="Ihre Nachricht"
            hint="Höchstens 5.000 Zeichen. Passwörter und Zugangsdaten gehören nicht hinein."
            state={state}
          />
        </>
      )}
    </PortalForm>
  )
}
