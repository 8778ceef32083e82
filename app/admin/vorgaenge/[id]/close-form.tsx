'use client'

import { PortalForm } from '@/components/forms/portal-form'
import { RadioField } from '@/components/forms/radio-field'
import { TextareaField } from '@/components/forms/textarea-field'
import { Text } from '@/components/kern/text'
import { closeErasureRequest } from '../actions'

const endings = [
  { value: 'withdrawn', label: 'Das Mitglied hat den Wunsch zurückgezogen' },
  { value: 'refused', label: 'Der Wunsch wird abgelehnt' },
]

export function CloseRequestForm({ requestId, title }: { requestId: string; title: string }) {
  return (
    <PortalForm
      action={closeErasureRequest}
      errorTitle={title}
      submit="Vorgang schließen"
      submitVariant="secondary"
      prefix="schliessen"
      intro={
        <Text>
          Teilen Sie dem Mitglied eine Ablehnung mit Gründen mit, und weisen Sie auf das Beschwerderecht hin (Art. 12
          Abs. 4 DSGVO). Der Link in der Bestätigungsmail gilt danach nicht mehr.
        </Text>
      }
    >
      {(state) => (
        <>
          <input type="hidden" name="requestId" value={requestId} />
          <RadioField name="outcome" label="Wie endet der Vorgang?" options={endings} state={state} />
          <TextareaField name="reason" label="Grund" state={state} rows={3} />
        </>
      )}
    </PortalForm>
  )
}
