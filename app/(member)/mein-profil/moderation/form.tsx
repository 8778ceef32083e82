'use client'

import { PortalForm } from '@/components/forms/portal-form'
import { TextareaField } from '@/components/forms/textarea-field'
import { appeal } from './actions'

export function AppealForm({ measureId }: { measureId: string }) {
  return (
    <PortalForm
      action={appeal}
      errorTitle="Entscheidungen der Moderation"
      submit="Beschwerde einlegen"
      submitVariant="secondary"
      prefix={`beschwerde-${measureId}`}
    >
      {(state) => (
        <>
          <input type="hidden" name="measureId" value={measureId} />
          <TextareaField
            name="text"
            label="Warum ist die Entscheidung falsch?"
            hint="Höchstens 3.000 Zeichen."
            state={state}
            rows={5}
          />
        </>
      )}
    </PortalForm>
  )
}
