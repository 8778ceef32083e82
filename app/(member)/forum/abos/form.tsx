'use client'

import { PortalForm } from '@/components/forms/portal-form'
import { RadioField } from '@/components/forms/radio-field'
import { type ForumMail } from '@/lib/db/generated/enums'
import { saveMailChoice } from '../actions'

const options = [
  { value: 'each', label: 'Sofort, bis ich nachgesehen habe höchstens eine E-Mail je Thema' },
  { value: 'daily', label: 'Einmal am Tag als Übersicht' },
  { value: 'none', label: 'Keine E-Mails' },
] as const satisfies { value: ForumMail; label: string }[]

export function MailChoiceForm({ mails }: { mails: ForumMail }) {
  return (
    <PortalForm action={saveMailChoice} errorTitle="Abonnements und E-Mails – Forum" submit="Wahl speichern">
      {(state) => (
        <RadioField
          name="mails"
          label="Wann möchten Sie E-Mails zu Ihren Abonnements bekommen?"
          options={options}
          defaultValue={mails}
          state={state}
        />
      )}
    </PortalForm>
  )
}
