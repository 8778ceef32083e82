'use client'

import { PortalForm } from '@/components/forms/portal-form'
import { TextareaField } from '@/components/forms/textarea-field'
import { claimChainLoss } from '../actions'

export function ClaimForm() {
  return (
    <PortalForm action={claimChainLoss} errorTitle="Verlust" submit="Verlust melden">
      {(state) => (
        <TextareaField
          name="reason"
          label="Was geschehen ist"
          hint="Zum Beispiel: welcher Server wann ausgefallen ist. Die Leitung liest es und entscheidet."
          state={state}
        />
      )}
    </PortalForm>
  )
}
