'use client'

import { PortalForm } from '@/components/forms/portal-form'
import { DateField } from '@/components/forms/text-field'
import { TextareaField } from '@/components/forms/textarea-field'
import { Text } from '@/components/kern/text'
import { announceRestrictionEnd } from '../actions'

/** The person is told before a restriction ends (GDPR Art. 18(3)). */
export function AnnounceEndForm({ accountId }: { accountId: string }) {
  return (
    <PortalForm
      action={announceRestrictionEnd}
      errorTitle="Mitglied – Verwaltung"
      submit="Ende ankündigen"
      submitVariant="secondary"
      prefix="ende"
      intro={
        <Text>
          Das Mitglied erfährt das Ende vorher, mit Begründung. Die Einschränkung endet sieben Tage nach der Zustellung
          von selbst.
        </Text>
      }
    >
      {(state) => (
        <>
          <input type="hidden" name="accountId" value={accountId} />
          <TextareaField
            name="liftReason"
            label="Warum die Einschränkung endet"
            hint="Das Mitglied bekommt diesen Text."
            state={state}
            rows={3}
          />
          <DateField
            name="toldByLetterOn"
            label="Per Brief mitgeteilt am"
            hint="Nur wenn die E-Mail-Adresse nicht funktioniert. Dann geht keine E-Mail hinaus."
            state={state}
            optional
          />
        </>
      )}
    </PortalForm>
  )
}
