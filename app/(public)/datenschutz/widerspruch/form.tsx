'use client'

import { PortalForm } from '@/components/forms/portal-form'
import { TextareaField } from '@/components/forms/textarea-field'
import { object, withdraw } from './actions'

type Props = { versionNumber: number }

export function ObjectionForm({ versionNumber, reason }: Props & { reason?: string }) {
  return (
    <PortalForm
      action={object}
      errorTitle="Widerspruch"
      submit={`Fassung ${versionNumber} widersprechen`}
      // Each form of the page has its own answer.
      page={`/datenschutz/widerspruch#stand-${versionNumber}`}
      prefix={`fassung-${versionNumber}`}
    >
      {(state) => (
        <>
          <input type="hidden" name="versionNumber" value={versionNumber} />
          <TextareaField
            name="reason"
            label="Begründung"
            hint="Sie müssen keinen Grund nennen."
            state={state}
            defaultValue={reason}
            rows={4}
            optional
          />
        </>
      )}
    </PortalForm>
  )
}

export function WithdrawalForm({ versionNumber }: Props) {
  return (
    <PortalForm
      action={withdraw}
      errorTitle="Widerspruch"
      submit="Widerspruch zurückziehen"
      submitVariant="secondary"
      prefix={`zurueck-${versionNumber}`}
    >
      {() => <input type="hidden" name="versionNumber" value={versionNumber} />}
    </PortalForm>
  )
}
