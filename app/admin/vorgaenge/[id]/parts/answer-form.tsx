import { PortalForm } from '@/components/forms/portal-form'
import { extensionGroundLabels, optionsOf } from '@/lib/codes'
import { answerDataRequest, extendDataRequest } from '../../actions'
import { byLetter, groundOptions } from '../../parts/refusal'

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
        {
          kind: 'list',
          name: 'ground',
          label: 'Rechtsgrund, falls Sie einen Teil ablehnen',
          options: groundOptions('Nichts wird abgelehnt'),
          optional: true,
        },
        {
          kind: 'lines',
          name: 'refusedReason',
          label: 'Was Sie ablehnen, und warum',
          hint: 'Nur wenn Sie einen Teil ablehnen. Die Person bekommt diesen Text.',
          rows: 3,
          optional: true,
        },
        byLetter,
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
          kind: 'choice',
          name: 'extensionGround',
          label: 'Warum wir mehr Zeit brauchen',
          options: optionsOf(extensionGroundLabels),
        },
        {
          kind: 'lines',
          name: 'extensionReason',
          label: 'Was das Anliegen so aufwendig macht',
          hint: 'Das Mitglied bekommt diesen Text per E-Mail (Art. 12 Abs. 3 DSGVO).',
          rows: 3,
        },
        byLetter,
      ]}
    />
  )
}
