'use client'

import { PortalForm } from '@/components/forms/portal-form'
import { RadioField } from '@/components/forms/radio-field'
import { TextareaField } from '@/components/forms/textarea-field'
import { giveOpinion } from '../actions'

type Props = { about: string; actId: string; stances: { value: string; label: string }[] }

export function OpinionForm({ about, actId, stances }: Props) {
  return (
    <PortalForm
      action={giveOpinion}
      errorTitle="Stellungnahme"
      submit="Stellungnahme festhalten"
      prefix={`stellungnahme-${actId}`}
    >
      {(state) => (
        <>
          <input type="hidden" name="about" value={about} />
          <input type="hidden" name="actId" value={actId} />
          <RadioField name="stance" label="Ihre Stellungnahme" state={state} options={stances} />
          <TextareaField
            name="opinion"
            label="Begründung"
            hint="Bitte ohne Namen von Mitgliedern. Sie bleibt mit Ihrem Namen beim Vorgang stehen."
            rows={4}
            state={state}
          />
        </>
      )}
    </PortalForm>
  )
}
