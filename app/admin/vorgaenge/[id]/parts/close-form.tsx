import { PortalForm } from '@/components/forms/portal-form'
import { Text } from '@/components/kern/text'
import { closeErasureRequest } from '../../actions'
import { byLetter, groundOptions } from '../../parts/refusal'

const endings = [
  { value: 'withdrawn', label: 'Das Mitglied hat das Anliegen zurückgezogen' },
  { value: 'refused', label: 'Das Anliegen wird abgelehnt' },
]

export function CloseRequestForm({ requestId, title }: { requestId: string; title: string }) {
  return (
    <PortalForm
      action={closeErasureRequest}
      errorTitle={title}
      submit="Vorgang schließen"
      submitVariant="secondary"
      prefix="schliessen"
      intro={
        <Text>
          Das Mitglied bekommt in jedem Fall eine E-Mail. Bei einer Ablehnung stehen darin Ihre Gründe, das Recht zur
          Beschwerde und der Weg zum Gericht (Art. 12 Abs. 4 DSGVO). Der Link in der Bestätigungsmail gilt danach nicht
          mehr.
        </Text>
      }
      known={{ requestId }}
      asks={[
        { kind: 'choice', name: 'outcome', label: 'Wie endet der Vorgang?', options: endings },
        {
          kind: 'list',
          name: 'ground',
          label: 'Rechtsgrund einer Ablehnung',
          options: groundOptions('Das Anliegen ist zurückgezogen'),
          optional: true,
        },
        {
          kind: 'lines',
          name: 'reason',
          label: 'Gründe',
          hint: 'Bei einer Ablehnung bekommt das Mitglied diesen Text. Sonst ist es ein Vermerk, der auch in seiner Auskunft steht.',
          rows: 3,
        },
        byLetter,
      ]}
    />
  )
}
