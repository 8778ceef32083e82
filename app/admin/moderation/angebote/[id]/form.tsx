'use client'

import { OnwardButton } from '@/components/case/onward-button'
import { PortalForm } from '@/components/forms/portal-form'
import { RadioField } from '@/components/forms/radio-field'
import { TextareaField } from '@/components/forms/textarea-field'
import { decideOnPublication } from '../actions'

export function DecisionForm({ publicationId, revision }: { publicationId: string; revision: string }) {
  return (
    <PortalForm
      action={decideOnPublication}
      errorTitle="Angebot prüfen – Verwaltung"
      submit="Entscheiden"
      aside={<OnwardButton />}
    >
      {(state) => (
        <>
          <input type="hidden" name="publicationId" value={publicationId} />
          <input type="hidden" name="revision" value={revision} />
          <RadioField
            name="decision"
            label="Wie entscheiden Sie?"
            options={[
              { value: 'publish', label: 'Veröffentlichen' },
              { value: 'return', label: 'Zurückgeben: Das Mitglied ändert es und reicht es noch einmal ein.' },
            ]}
            state={state}
          />
          <TextareaField
            name="reason"
            label="Was ist zu ändern?"
            hint="Nur beim Zurückgeben. Das Mitglied bekommt diesen Text per E-Mail."
            state={state}
            rows={4}
            optional
          />
        </>
      )}
    </PortalForm>
  )
}
