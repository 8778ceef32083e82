'use client'

import { PortalForm } from '@/components/forms/portal-form'
import { RadioField } from '@/components/forms/radio-field'
import { DateField } from '@/components/forms/text-field'
import { TextareaField } from '@/components/forms/textarea-field'
import { decideOnObjection, enterWithdrawal } from '../../actions'

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

export function WithdrawalLetterForm({ objectionId, today }: { objectionId: string; today: string }) {
  return (
    <PortalForm
      action={enterWithdrawal}
      errorTitle="Widerspruch – Verwaltung"
      submit="Rücknahme eintragen"
      submitVariant="secondary"
      prefix="ruecknahme"
    >
      {(state) => (
        <>
          <input type="hidden" name="objectionId" value={objectionId} />
          <DateField
            name="receivedOn"
            label="Tag des Eingangs"
            hint="Dieser Tag entscheidet, ob die Rücknahme noch in die Frist fällt."
            state={state}
            defaultValue={today}
          />
          <TextareaField
            name="wording"
            label="Wortlaut der Rücknahme"
            hint="So, wie er im Schreiben steht. Nach der Frist ist er die Zustimmung zur neuen Fassung."
            state={state}
            rows={4}
          />
        </>
      )}
    </PortalForm>
  )
}
