import { PortalForm } from '@/components/forms/portal-form'
import { decideOnObjection, enterWithdrawal } from '../../actions'

type Props = { objectionId: string; options: { value: string; label: string }[]; decision?: string; note?: string }

export function DecisionForm({ objectionId, options, decision, note }: Props) {
  return (
    <PortalForm
      action={decideOnObjection}
      errorTitle="Widerspruch – Verwaltung"
      submit="Entscheidung festhalten"
      known={{ objectionId }}
      asks={[
        { kind: 'choice', name: 'decision', label: 'Wie geht es weiter?', options, defaultValue: decision },
        { kind: 'lines', name: 'note', label: 'Vermerk', rows: 3, defaultValue: note, optional: true },
      ]}
    />
  )
}

export function WithdrawalLetterForm({ objectionId, today }: { objectionId: string; today: string }) {
  return (
    <PortalForm
      action={enterWithdrawal}
      errorTitle="Widerspruch – Verwaltung"
      submit="Rücknahme eintragen"
      submitVariant="secondary"
      prefix="ruecknahme"
      known={{ objectionId }}
      asks={[
        {
          kind: 'day',
          name: 'receivedOn',
          label: 'Tag des Eingangs',
          hint: 'Dieser Tag entscheidet, ob die Rücknahme noch in die Frist fällt.',
          defaultValue: today,
        },
        {
          kind: 'lines',
          name: 'wording',
          label: 'Wortlaut der Rücknahme',
          hint: 'So, wie er im Schreiben steht. Nach der Frist ist er die Zustimmung zur neuen Fassung.',
          rows: 4,
        },
      ]}
    />
  )
}
