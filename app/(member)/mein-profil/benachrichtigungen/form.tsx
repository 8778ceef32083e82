'use client'

import { PortalForm } from '@/components/forms/portal-form'
import { RadioField } from '@/components/forms/radio-field'
import { saveNotifications } from './actions'

const options = [
  { value: 'at-once', label: 'Sofort: eine E-Mail für jede Nachricht, mit ihrem Text' },
  { value: 'daily', label: 'Einmal am Tag: morgens eine Zusammenfassung, wenn etwas ungelesen ist' },
  { value: 'none', label: 'Keine E-Mails: Ich sehe selbst im Portal nach' },
]

export function NotificationForm({ notify }: { notify: string }) {
  return (
    <PortalForm action={saveNotifications} errorTitle="Benachrichtigungen" submit="Auswahl speichern">
      {(state) => (
        <RadioField
          name="notify"
          label="E-Mails über neue Nachrichten"
          options={options}
          defaultValue={notify}
          state={state}
        />
      )}
    </PortalForm>
  )
}
