'use client'

import { PortalForm } from '@/components/forms/portal-form'
import { SelectField } from '@/components/forms/select-field'
import { EmailField } from '@/components/forms/text-field'
import { TextareaField } from '@/components/forms/textarea-field'
import { requestTeamChange } from './actions'

type Props = { changes: { value: string; label: string }[]; email?: string }

export function ChangeForm({ changes, email }: Props) {
  return (
    <PortalForm action={requestTeamChange} errorTitle="Team" submit="Beantragen">
      {(state) => (
        <>
          <EmailField
            name="email"
            label="E-Mail-Adresse"
            hint="Die Person braucht schon ein bestätigtes Konto."
            state={state}
            defaultValue={email}
            autoComplete="off"
          />
          <SelectField
            name="change"
            label="Was sich ändern soll"
            state={state}
            options={changes}
            placeholder="Bitte wählen"
          />
          <TextareaField name="reason" label="Grund" hint="Die Leitung und alle im Team lesen ihn." state={state} />
        </>
      )}
    </PortalForm>
  )
}
