import { PortalForm } from '@/components/forms/portal-form'
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
      known={{ accountId }}
      asks={[
        { kind: 'list', name: 'versionNumber', label: 'Fassung', options: versions, defaultValue: versions[0]?.value },
        {
          kind: 'day',
          name: 'receivedOn',
          label: 'Tag des Eingangs',
          hint: 'Dieser Tag entscheidet, ob die Frist eingehalten ist.',
          defaultValue: today,
        },
        { kind: 'lines', name: 'reason', label: 'Begründung', rows: 4, optional: true },
      ]}
    />
  )
}
