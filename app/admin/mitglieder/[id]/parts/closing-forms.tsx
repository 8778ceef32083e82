import { type ComponentProps } from 'react'
import { type Ask } from '@/components/forms/asked-fields'
import { PortalForm } from '@/components/forms/portal-form'
import { Text } from '@/components/kern/text'
import { liftHold, placeHold, restore, suspend } from '../actions'

type Props = { accountId: string }

/** An act on this member that needs a reason. */
function ReasonForm({
  accountId,
  reason,
  further = [],
  ...form
}: Props & { reason: string; further?: readonly Ask[] } & Omit<ComponentProps<typeof PortalForm>, 'known' | 'asks'>) {
  return (
    <PortalForm
      errorTitle="Mitglied – Verwaltung"
      submitVariant="secondary"
      {...form}
      known={{ accountId }}
      asks={[{ kind: 'lines', name: 'reason', label: reason, rows: 2 }, ...further]}
    />
  )
}

export function SuspendForm({ accountId }: Props) {
  return (
    <ReasonForm
      accountId={accountId}
      action={suspend}
      reason="Grund der Sperre"
      submit="Mitglied sperren"
      submitVariant="danger"
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
      prefix="halten"
      intro={
        <Text>
          Nur für einen Rechtsstreit: Nach der Freigabe durch eine zweite Person ist das Konto für alle verschlossen,
          auch für das Mitglied, und wird nicht gelöscht, bis die Sperre endet. Ein Wunsch zur Löschung per E-Mail oder
          Brief bleibt möglich; er wird mit dem Ende der Sperre von selbst erfüllt.
        </Text>
      }
      further={[{ kind: 'day', name: 'reviewOn', label: 'Tag der Überprüfung' }]}
    />
  )
}

export function LiftHoldForm({ accountId }: Props) {
  return (
    <ReasonForm
      accountId={accountId}
      action={liftHold}
      reason="Grund der Aufhebung der Löschsperre"
      submit="Aufhebung beantragen"
      prefix="aufheben"
    />
  )
}
