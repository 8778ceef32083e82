'use client'

import { PortalForm } from '@/components/forms/portal-form'
import { RadioField } from '@/components/forms/radio-field'
import { TextareaField } from '@/components/forms/textarea-field'
import { decideOnObjection } from '../../actions'

type Props = { objectionId: string; options: { value: string; label: string }[]; decision?: string; note?: string }

export function DecisionForm({ objectionId, options, decision, note }: Props) {
  return (
    <PortalForm action={decideOnObjection} errorTitle="Widerspruch – Verwaltung" submit="Entscheidung festhalten">
      {(state) => (
        <>
          <input type="hidden" name="objectionId" value={objectionId} />
          <RadioField
            name="decision"
            label="Wie geht es weiter?"
            options={options}
            state={state}
            defaultValue={decision}
          />
          <TextareaField name="note" label="Vermerk" state={state} rows={3} defaultValue={note} optional />
        </>
      )}
    </PortalForm>
  )
}
