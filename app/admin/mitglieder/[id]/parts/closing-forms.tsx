'use client'

import { type ComponentProps } from 'react'
import { ActionForm } from '@/components/admin/action-form'
import { DateField } from '@/components/forms/text-field'
import { TextareaField } from '@/components/forms/textarea-field'
import { Text } from '@/components/kern/text'
import { liftHold, placeHold, restore, suspend } from '../actions'

type Props = { accountId: string }

/** An act on this member that needs a reason. */
function ReasonForm({
  accountId,
  reason,
  children,
  ...form
}: Props & { reason: string } & Omit<ComponentProps<typeof ActionForm>, 'fields' | 'page'>) {
  return (
    <ActionForm {...form} fields={{ accountId }} page="Mitglied – Verwaltung">
      {(state) => (
        <>
          <TextareaField name="reason" label={reason} state={state} rows={2} />
          {children?.(state)}
        </>
      )}
    </ActionForm>
  )
}

export function SuspendForm({ accountId }: Props) {
  return (
    <ReasonForm
      accountId={accountId}
      action={suspend}
      reason="Grund der Sperre"
      submit="Mitglied sperren"
      variant="danger"
      prefix="sperren"
      intro={<Text>Das Mitglied wird sofort abgemeldet und kann sich nicht mehr anmelden.</Text>}
    />
  )
}

export function RestoreForm({ accountId }: Props) {
  return (
    <ReasonForm
      accountId={accountId}
      action={restore}
      reason="Grund der Aufhebung"
      submit="Sperre aufheben"
      variant="secondary"
      prefix="entsperren"
    />
  )
}

export function PlaceHoldForm({ accountId }: Props) {
  return (
    <ReasonForm
      accountId={accountId}
      action={placeHold}
      reason="Grund der Löschsperre"
      submit="Löschsperre beantragen"
      variant="secondary"
      prefix="halten"
      intro={
        <Text>
          Nur für einen Rechtsstreit: Nach der Freigabe durch eine zweite Person ist das Konto für alle verschlossen,
          auch für das Mitglied, und wird nicht gelöscht, bis die Sperre endet. Ein Wunsch zur Löschung per E-Mail oder
          Brief bleibt möglich; er wird mit dem Ende der Sperre von selbst erfüllt.
        </Text>
      }
    >
      {(state) => <DateField name="reviewOn" label="Tag der Überprüfung" state={state} />}
    </ReasonForm>
  )
}

export function LiftHoldForm({ accountId }: Props) {
  return (
    <ReasonForm
      accountId={accountId}
      action={liftHold}
      reason="Grund der Aufhebung der Löschsperre"
      submit="Aufhebung beantragen"
      variant="secondary"
      prefix="aufheben"
    />
  )
}
