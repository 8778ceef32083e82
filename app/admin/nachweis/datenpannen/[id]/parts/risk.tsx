import { PortalForm } from '@/components/forms/portal-form'
import { Accordion } from '@/components/kern/accordion'
import { DescriptionList } from '@/components/kern/description-list'
import { Text } from '@/components/kern/text'
import { Section } from '@/components/layout/page'
import { type Breach } from '@/lib/accountability/load-breach'
import { mayDo } from '@/lib/auth/permissions'
import { type Member } from '@/lib/auth/session'
import { breachRiskLabels, breachTellingLabels, labelOf, optionsOf } from '@/lib/codes'
import { formatInstant, formatNumber } from '@/lib/text'
import { assessBreach } from '../../actions'

/** How high management holds the risk, and what follows for the people affected (Art. 33(1), 34). */
export function Risk({ breach, member }: { breach: Breach; member: Member }) {
  const [standing, ...earlier] = breach.assessments
  return (
    <Section id="risiko" title="Risiko für die Betroffenen">
      {standing ? (
        <AssessmentFacts breach={breach} assessment={standing} />
      ) : (
        <Text>Die Leitung hat noch nicht entschieden.</Text>
      )}
      {earlier.length > 0 ? (
        <Accordion title={`Frühere Bewertungen (${formatNumber(earlier.length)})`}>
          <div className="flex flex-col gap-6">
            {earlier.map((assessment) => (
              <AssessmentFacts key={assessment.id} breach={breach} assessment={assessment} />
            ))}
          </div>
        </Accordion>
      ) : null}
      {!breach.closedAt && mayDo(member.role, 'assessBreach') ? (
        <Accordion title={standing ? 'Neu bewerten' : 'Bewerten'} open={!standing}>
          <div className="flex max-w-2xl flex-col gap-6">
            <PortalForm
              action={assessBreach}
              errorTitle="Datenpanne"
              submit="Bewertung speichern"
              prefix="risiko"
              known={{ breachId: breach.id }}
              asks={[
                {
                  kind: 'choice',
                  name: 'risk',
                  label: 'Wie hoch ist das Risiko?',
                  options: optionsOf(breachRiskLabels),
                },
                {
                  kind: 'choice',
                  name: 'telling',
                  label: 'Werden die Betroffenen benachrichtigt?',
                  options: optionsOf(breachTellingLabels),
                },
                {
                  kind: 'lines',
                  name: 'reason',
                  label: 'Begründung',
                  hint: 'Schwere und Wahrscheinlichkeit der Folgen; ohne Namen',
                  rows: 4,
                },
              ]}
            />
          </div>
        </Accordion>
      ) : null}
    </Section>
  )
}

function AssessmentFacts({ breach, assessment }: { breach: Breach; assessment: Breach['assessments'][number] }) {
  const { risk, telling, reason, decidedAt, decidedBy } = assessment
  return (
    <DescriptionList
      items={[
        { term: 'Risiko', value: labelOf(breachRiskLabels, risk) },
        { term: 'Benachrichtigung', value: labelOf(breachTellingLabels, telling) },
        { term: 'Begründung', value: <span className="whitespace-pre-line">{reason}</span> },
        { term: 'Entschieden', value: `${formatInstant(decidedAt)} von ${breach.nameOf(decidedBy)}` },
      ]}
    />
  )
}
