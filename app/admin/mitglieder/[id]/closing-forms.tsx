'use client'

import { PortalForm } from '@/components/forms/portal-form'
import { DateField } from '@/components/forms/text-field'
import { TextareaField } from '@/components/forms/textarea-field'
import { Text } from '@/components/kern/text'
import { liftHold, placeHold, restore, suspend } from './actions'

type Props = { accountId: string }
const page = 'Mitglied – Verwaltung'

export function SuspendForm({ accountId }: Props) {
  return (
    <PortalForm
      action={suspend}
      errorTitle={page}
      submit="Mitglied sperren"
      submitVariant="danger"
      prefix="sperren"
      intro={<Text>Das Mitglied wird sofort abgemeldet und kann sich nicht mehr anmelden.</Text>}
    >
      {(state) => (
        <>
          <input type="hidden" name="accountId" value={accountId} />
          <TextareaField name="reason" label="Grund der Sperre" state={state} rows={2} />
        </>
      )}
    </PortalForm>
  )
}

export function RestoreForm({ accountId }: Props) {
  return (
    <PortalForm
      action={restore}
      errorTitle={page}
      submit="Sperre aufheben"
      submitVariant="secondary"
      prefix="entsperren"
    >
      {(state) => (
        <>
          <input type="hidden" name="accountId" value={accountId} />
          <TextareaField name="reason" label="Grund der Aufhebung" state={state} rows={2} />
        </>
      )}
    </PortalForm>
  )
}

export function PlaceHoldForm({ accountId }: Props) {
  return (
    <PortalForm
      action={placeHold}
      errorTitle={page}
      submit="Löschsperre beantragen"
      submitVariant="secondary"
      prefix="halten"
      intro={
        <Text>
          Nur für einen Rechtsstreit: Nach der Freigabe durch eine zweite Person ist das Konto für alle verschlossen,
          auch für das Mitglied, und wird nicht gelöscht, bis die Sperre endet.
        </Text>
      }
    >
      {(state) => (
        <>
          <input type="hidden" name="accountId" value={accountId} />
          <TextareaField name="reason" label="Grund der Löschsperre" state={state} rows={2} />
          <DateField name="reviewOn" label="Tag der Überprüfung" state={state} />
        </>
      )}
    </PortalForm>
  )
}

export function LiftHoldForm({ accountId }: Props) {
  return (
    <PortalForm
      action={liftHold}
      errorTitle={page}
      submit="Aufhebung beantragen"
      submitVariant="secondary"
      prefix="aufheben"
    >
      {(state) => (
        <>
          <input type="hidden" name="accountId" value={accountId} />
          <TextareaField name="reason" label="Grund der Aufhebung der Löschsperre" state={state} rows={2} />
        </>
      )}
    </PortalForm>
  )
}
