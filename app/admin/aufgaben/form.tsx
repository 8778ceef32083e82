'use client'

import { PortalForm } from '@/components/forms/portal-form'
import { RadioField } from '@/components/forms/radio-field'
import { saveWorkNotice } from './actions'

const options = [
  { value: 'at-once', label: 'Sofort, wenn etwas Neues für mich wartet' },
  { value: 'daily', label: 'Einmal am Tag: morgens alles, was auf mich wartet. Datenpannen melden wir immer sofort.' },
]

export function WorkNoticeForm({ notify }: { notify: string }) {
  return (
    <PortalForm action={saveWorkNotice} errorTitle="Aufgaben" submit="Auswahl speichern" submitVariant="secondary">
      {(state) => (
        <RadioField
          name="notify"
          label="E-Mails über neue Aufgaben"
          options={options}
          defaultValue={notify}
          state={state}
        />
      )}
    </PortalForm>
  )
}
