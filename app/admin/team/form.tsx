'use client'

import { PortalForm } from '@/components/forms/portal-form'
import { SelectField } from '@/components/forms/select-field'
import { EmailField } from '@/components/forms/text-field'
import { appointToTeam } from './actions'

export function AppointForm({ roles }: { roles: { value: string; label: string }[] }) {
  return (
    <PortalForm action={appointToTeam} errorTitle="Team" submit="Rolle geben">
      {(state) => (
        <>
          <EmailField
            name="email"
            label="E-Mail-Adresse"
            hint="Die Person braucht schon ein bestätigtes Konto."
            state={state}
            autoComplete="off"
          />
          <SelectField name="role" label="Rolle" state={state} options={roles} placeholder="Bitte wählen" />
        </>
      )}
    </PortalForm>
  )
}
