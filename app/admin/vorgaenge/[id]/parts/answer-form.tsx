import { PortalForm } from '@/components/forms/portal-form'
import { answerDataRequest, extendDataRequest } from '../../actions'

type Props = { requestId: string; title: string }

export function AnswerRequestForm({ requestId, title }: Props) {
  return (
    <PortalForm
      action={answerDataRequest}
      errorTitle={title}
      submit="Antwort senden und schließen"
      prefix="antwort"
      known={{ requestId }}
      asks={[
        {
          kind: 'lines',
          name: 'answer',
          label: 'Antwort',
          hint: 'Die Antwort geht an die gespeicherte Adresse. Anrede, Rechte und Kontakt stehen schon in der E-Mail.',
        },
      ]}
    />
  )
}

export function ExtendRequestForm({ requestId, title }: Props) {
  return (
    <PortalForm
      action={extendDataRequest}
      errorTitle={title}
      submit="Frist um zwei Monate verlängern"
      submitVariant="secondary"
      prefix="verlaengern"
      known={{ requestId }}
      asks={[
        {
          kind: 'lines',
          name: 'extensionReason',
          label: 'Warum wir mehr Zeit brauchen',
          hint: 'Das Mitglied bekommt diesen Text per E-Mail (Art. 12 Abs. 3 DSGVO).',
          rows: 3,
        },
      ]}
    />
  )
}
