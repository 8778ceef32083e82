import { PortalForm } from '@/components/forms/portal-form'
import { DescriptionList } from '@/components/kern/description-list'
import { Text } from '@/components/kern/text'
import { Section } from '@/components/layout/page'
import { type Breach } from '@/lib/accountability/load-breach'
import { mayDo } from '@/lib/auth/permissions'
import { type Member } from '@/lib/auth/session'
import { breachRemarkLabels, labelOf } from '@/lib/codes'
import { formatInstant } from '@/lib/text'
import { closeBreachCase, remarkOnBreach, reopenBreachCase } from '../../actions'

const kinds = (['note', 'otherwise'] as const).map((value) => ({ value, label: breachRemarkLabels[value] }))

/** Additions, which are possible for ever, and the end of the case (Art. 33(5)). */
export function Remarks({ breach, member }: { breach: Breach; member: Member }) {
  return (
    <Section id="vermerke" title="Vermerke und Abschluss">
      {breach.remarks.length === 0 ? <Text>Noch keine Vermerke.</Text> : null}
      {breach.remarks.map(({ id, kind, text, writtenAt, writtenBy }) => (
        <DescriptionList
          key={id}
          items={[
            {
              term: labelOf(breachRemarkLabels, kind),
              value: `${formatInstant(writtenAt)} von ${breach.nameOf(writtenBy)}`,
            },
            { term: 'Text', value: <span className="whitespace-pre-line">{text}</span> },
          ]}
        />
      ))}
      <div className="no-print flex max-w-2xl flex-col gap-10">
        {mayDo(member.role, 'remarkOnBreach') ? (
          <PortalForm
            action={remarkOnBreach}
            errorTitle="Datenpanne"
            submit="Vermerk speichern"
            submitVariant="secondary"
            prefix="vermerk"
            known={{ breachId: breach.id }}
            asks={[
              { kind: 'choice', name: 'kind', label: 'Worum geht es?', options: kinds },
              {
                kind: 'lines',
                name: 'text',
                label: 'Vermerk',
                hint: 'Ohne Namen von Mitgliedern. Er bleibt stehen; eine Berichtigung ist ein neuer Vermerk.',
                rows: 3,
              },
            ]}
          />
        ) : null}
        {ending(breach, member)}
      </div>
    </Section>
  )
}

function ending({ id: breachId, closedAt }: Breach, { role }: Member) {
  if (!closedAt && mayDo(role, 'closeBreachCase')) {
    return (
      <PortalForm
        action={closeBreachCase}
        errorTitle="Datenpanne"
        submit="Fall schließen"
        prefix="schliessen"
        known={{ breachId }}
        asks={[{ kind: 'lines', name: 'outcome', label: 'Auswirkungen und Maßnahmen', rows: 3 }]}
      />
    )
  }
  if (closedAt && mayDo(role, 'reopenBreachCase')) {
    return (
      <PortalForm
        action={reopenBreachCase}
        errorTitle="Datenpanne"
        submit="Fall wieder öffnen"
        submitVariant="secondary"
        prefix="oeffnen"
        known={{ breachId }}
        asks={[{ kind: 'lines', name: 'reason', label: 'Warum geht der Fall weiter?', rows: 3 }]}
      />
    )
  }
  return null
}
