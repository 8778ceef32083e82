'use client'

import { type ReactNode } from 'react'
import { CheckboxField } from '@/components/forms/checkbox-field'
import { PortalForm } from '@/components/forms/portal-form'
import { RadioField } from '@/components/forms/radio-field'
import { EmailField, TextField } from '@/components/forms/text-field'
import { TextareaField } from '@/components/forms/textarea-field'
import { Link } from '@/components/kern/link'
import { report } from './actions'

type Props = {
  art: string
  id: string
  title: string
  isVisitor: boolean
  categories: readonly { value: string; label: string }[]
  intro: ReactNode
}

export function ReportForm({ art, id, title, isVisitor, categories, intro }: Props) {
  return (
    <PortalForm
      action={report}
      title={title}
      intro={intro}
      submit="Meldung senden"
      afterwards={{ title: 'Vielen Dank', more: <Link href="/">Zur Startseite</Link> }}
    >
      {(state) => (
        <>
          <input type="hidden" name="art" value={art} />
          <input type="hidden" name="id" value={id} />
          <RadioField name="category" label="Worum geht es?" options={categories} state={state} />
          <TextareaField
            name="explanation"
            label="Was ist nicht in Ordnung?"
            hint="Höchstens 3.000 Zeichen. Je genauer Sie die Stelle und den Grund nennen, desto schneller können wir entscheiden."
            state={state}
            rows={6}
          />
          {isVisitor ? (
            <>
              <TextField name="name" label="Ihr Name" state={state} optional autoComplete="name" />
              <EmailField
                name="email"
                label="Ihre E-Mail-Adresse"
                hint="Dorthin schicken wir eine Bestätigung und das Ergebnis. Wer den Inhalt eingestellt hat, erfährt sie nicht."
                state={state}
                optional
              />
            </>
          ) : null}
          <CheckboxField
            name="goodFaith"
            label="Meine Angaben sind nach bestem Wissen richtig und vollständig."
            state={state}
          />
        </>
      )}
    </PortalForm>
  )
}
