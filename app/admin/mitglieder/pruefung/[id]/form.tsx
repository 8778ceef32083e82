'use client'

import { OnwardButton } from '@/components/case/onward-button'
import { PortalForm } from '@/components/forms/portal-form'
import { RadioField } from '@/components/forms/radio-field'
import { SelectField } from '@/components/forms/select-field'
import { TextareaField } from '@/components/forms/textarea-field'
import { decideVerification } from '../actions'

const options = [
  { value: 'verified', label: 'Bestätigen: Das Mitglied darf veröffentlichen und andere anschreiben.' },
  { value: 'asked', label: 'Zurückfragen: Das Mitglied antwortet in seinem Profil und wartet dann wieder hier.' },
  { value: 'refused', label: 'Nicht bestätigen: Das Mitglied kann weiter nur lesen.' },
]

type Props = { verificationId: string; blocks: readonly { value: string; label: string }[] }

export function DecisionForm({ verificationId, blocks }: Props) {
  return (
    <PortalForm
      action={decideVerification}
      errorTitle="Prüfung – Verwaltung"
      submit="Entscheiden"
      aside={<OnwardButton />}
    >
      {(state) => (
        <>
          <input type="hidden" name="verificationId" value={verificationId} />
          <RadioField name="decision" label="Wie entscheiden Sie?" options={options} state={state} />
          <SelectField name="block" label="Textbaustein" options={blocks} placeholder="Keiner" state={state} optional />
          <TextareaField
            name="reason"
            label="Begründung"
            hint="Das Mitglied bekommt Baustein und Text per E-Mail. Beim Bestätigen ist beides nicht nötig."
            state={state}
            rows={4}
            optional
          />
        </>
      )}
    </PortalForm>
  )
}
