'use client'

import { CheckboxField } from '@/components/forms/checkbox-field'
import { PortalForm } from '@/components/forms/portal-form'
import { DateField, TextField } from '@/components/forms/text-field'
import { Heading } from '@/components/kern/heading'
import { Text } from '@/components/kern/text'
import { codesOf, disclosureScopeLabels } from '@/lib/codes'
import { prepareCourtOrder } from '../actions'

export function CourtOrderForm() {
  return (
    <PortalForm
      action={prepareCourtOrder}
      title="Anordnung eintragen"
      submit="Eintragen"
      intro={
        <Text>Es werden noch keine Daten gelesen. Das geschieht erst mit der Freigabe durch eine zweite Person.</Text>
      }
    >
      {(state) => (
        <>
          <TextField name="authority" label="Behörde, die die Daten bekommt" state={state} />
          <TextField name="court" label="Gericht" state={state} />
          <TextField name="fileNumber" label="Aktenzeichen" state={state} />
          <DateField name="orderedOn" label="Anordnung vom" state={state} />
          <TextField name="legalBasis" label="Rechtsgrundlage" hint="Zum Beispiel: § 100j StPO" state={state} />
          <TextField
            name="sought"
            label="Gesuchte Person"
            hint="E-Mail-Adresse oder Nummer des Kontos, wie sie in der Anordnung steht. Sie wird mit der Entscheidung gelöscht."
            state={state}
          />
          <Heading level={2} size="small">
            Angeordnete Angaben
          </Heading>
          {codesOf(disclosureScopeLabels).map((item) => (
            <CheckboxField
              key={item}
              name={`scope-${item}`}
              label={disclosureScopeLabels[item]}
              state={state}
              optional
            />
          ))}
        </>
      )}
    </PortalForm>
  )
}
