'use client'

import { PortalForm } from '@/components/forms/portal-form'
import { RadioField } from '@/components/forms/radio-field'
import { TextareaField } from '@/components/forms/textarea-field'
import { decideVerification } from '../actions'

const options = [
  { value: 'verified', label: 'Bestätigen: Das Mitglied darf veröffentlichen und andere anschreiben.' },
  { value: 'asked', label: 'Zurückfragen: Das Mitglied antwortet in seinem Profil und wartet dann wieder hier.' },
  { value: 'refused', label: 'Nicht bestätigen: Das Mitglied kann weiter nur lesen.' },
]

export function DecisionForm({ verificationId }: { verificationId: string }) {
  return (
    <PortalForm action={decideVerification} errorTitle="Prüfung – Verwaltung" submit="Entscheiden">
      {(state) => (
        <>
          <input type="hidden" name="verificationId" value={verificationId} />
          <RadioField name="decision" label="Wie entscheiden Sie?" options={options} state={state} />
          <TextareaField
            name="reason"
            label="Begründung"
            hint="Das Mitglied bekommt diesen Text per E-Mail. Bei einer Rückfrage: Was sollen wir wissen?"
            state={state}
            rows={4}
          />
        </>
      )}
    </PortalForm>
  )
}
