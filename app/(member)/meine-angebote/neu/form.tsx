'use client'

import { PortalForm } from '@/components/forms/portal-form'
import { RadioField } from '@/components/forms/radio-field'
import { type Option } from '@/components/forms/select-field'
import { beginPublication } from '../actions'

export function StartForm({ options }: { options: readonly Option[] }) {
  return (
    <PortalForm action={beginPublication} title="Neu veröffentlichen" submit="Weiter zum Entwurf">
      {(state) => <RadioField name="kind" label="Was möchten Sie veröffentlichen?" options={options} state={state} />}
    </PortalForm>
  )
}
