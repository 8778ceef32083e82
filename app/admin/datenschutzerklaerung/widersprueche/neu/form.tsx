'use client'

import { PortalForm } from '@/components/forms/portal-form'
import { SelectField } from '@/components/forms/select-field'
import { DateField } from '@/components/forms/text-field'
import { TextareaField } from '@/components/forms/textarea-field'
import { Text } from '@/components/kern/text'
import { enterObjection } from '../../actions'

type Props = { accountId: string; name: string; versions: { value: string; label: string }[]; today: string }

export function LetterForm({ accountId, name, versions, today }: Props) {
  return (
    <PortalForm
      action={enterObjection}
      title="Widerspruch aus Brief oder E-Mail eintragen"
      submit="Widerspruch eintragen"
      intro={<Text>Mitglied: {name}. Es bekommt eine Bestätigung per E-Mail.</Text>}
    >
      {(state) => (
        <>
          <input type="hidden" name="accountId" value={accountId} />
          <SelectField
            name="versionNumber"
            label="Fassung"
            options={versions}
            state={state}
            defaultValue={versions[0]?.value}
          />
          <DateField
            name="receivedOn"
            label="Tag des Eingangs"
            hint="Dieser Tag entscheidet, ob die Frist eingehalten ist."
            state={state}
            defaultValue={today}
          />
          <TextareaField name="reason" label="Begründung" state={state} rows={4} optional />
        </>
      )}
    </PortalForm>
  )
}
