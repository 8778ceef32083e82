import { PortalForm } from '@/components/forms/portal-form'
import { Text } from '@/components/kern/text'
import { optionsOf, type RestrictionGround, restrictionGroundLabels } from '@/lib/codes'
import { restrictData } from '../../actions'

type Props = { requestId: string; title: string; ground?: RestrictionGround }

const grounds = optionsOf(restrictionGroundLabels)

export function RestrictForm({ requestId, title, ground }: Props) {
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
      known={{ requestId }}
      asks={[
        { kind: 'choice', name: 'ground', label: 'Anlass', options: grounds, defaultValue: ground },
        {
          kind: 'lines',
          name: 'restrictionReason',
          label: 'Begründung',
          hint: 'Das Mitglied bekommt diesen Text per E-Mail.',
          rows: 3,
        },
      ]}
    />
  )
}
