import { MailAddress } from '@/components/admin/mail-address'
import { PortalForm } from '@/components/forms/portal-form'
import { DescriptionList } from '@/components/kern/description-list'
import { Text } from '@/components/kern/text'
import { codesOf, requestKindLabels } from '@/lib/codes'
import { openErasureRequest } from '../actions'

type Props = { accountId: string; name: string; email: string; today: string; isErasure: boolean }

const kinds = codesOf(requestKindLabels)
  .filter((kind) => kind !== 'erasure')
  .map((kind) => ({ value: kind, label: requestKindLabels[kind] }))

export function OpenRequestForm({ accountId, name, email, today, isErasure }: Props) {
  return (
    <PortalForm
      action={openErasureRequest}
      title={isErasure ? 'Löschwunsch eintragen' : 'Anliegen eintragen'}
      submit="Eintragen und Bestätigung anfordern"
      intro={
        <>
          <DescriptionList
            items={[
              { term: 'Mitglied', value: name },
              { term: 'Gespeicherte Adresse', value: <MailAddress address={email} /> },
            ]}
          />
          <Text>
            {isErasure
              ? 'An diese Adresse geht eine E-Mail mit einem Link. Erst wenn das Mitglied dort bestätigt, wird das Konto gelöscht, dann aber sofort.'
              : 'An diese Adresse geht eine Eingangsbestätigung mit einem Link. Dort bestätigt das Mitglied, dass das Anliegen von ihm kommt.'}
          </Text>
        </>
      }
      known={{ accountId }}
      asks={[
        ...(isErasure ? [] : [{ kind: 'list', name: 'kind', label: 'Worum geht es?', options: kinds } as const]),
        {
          kind: 'day',
          name: 'receivedOn',
          label: 'Tag des Eingangs',
          hint: 'An diesem Tag beginnt die Frist von einem Monat.',
          defaultValue: today,
        },
        {
          kind: 'lines',
          name: 'note',
          label: 'Vermerk',
          hint: 'Zum Beispiel: per Brief, Aktenzeichen. Der Vermerk wird mit dem Konto gelöscht.',
          rows: 3,
          optional: true,
        },
      ]}
    />
  )
}
