'use client'

import { PortalForm } from '@/components/forms/portal-form'
import { RadioField } from '@/components/forms/radio-field'
import { TextareaField } from '@/components/forms/textarea-field'
import { Text } from '@/components/kern/text'
import { codesOf, type RestrictionGround, restrictionGroundLabels } from '@/lib/codes'
import { restrictData } from '../../actions'

const grounds = codesOf(restrictionGroundLabels).map((value) => ({ value, label: restrictionGroundLabels[value] }))

export function RestrictForm({
  requestId,
  title,
  ground,
}: {
  requestId: string
  title: string
  ground?: RestrictionGround
}) {
  return (
    <PortalForm
      action={restrictData}
      errorTitle={title}
      submit="Verarbeitung einschränken"
      submitVariant="secondary"
      prefix="einschraenken"
      intro={
        <Text>
          Die Daten werden dann nur noch aufbewahrt: Andere Mitglieder sehen das Konto nicht, es läuft keine Frist, und
          die Verwaltung ändert nichts daran. Das Mitglied kann sich weiter anmelden.
        </Text>
      }
    >
      {(state) => (
        <>
          <input type="hidden" name="requestId" value={requestId} />
          <RadioField name="ground" label="Anlass" options={grounds} state={state} defaultValue={ground} />
          <TextareaField
            name="restrictionReason"
            label="Begründung"
            hint="Das Mitglied bekommt diesen Text per E-Mail."
            state={state}
            rows={3}
          />
        </>
      )}
    </PortalForm>
  )
}
