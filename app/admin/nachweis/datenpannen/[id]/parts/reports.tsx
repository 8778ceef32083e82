import { PortalForm } from '@/components/forms/portal-form'
import { DescriptionList } from '@/components/kern/description-list'
import { Section } from '@/components/layout/page'
import { type Breach } from '@/lib/accountability/load-breach'
import { mayDo } from '@/lib/auth/permissions'
import { type Member } from '@/lib/auth/session'
import { breachPhaseLabels, codesOf, labelOf } from '@/lib/codes'
import { formatInstant } from '@/lib/text'
import { tellAuthority } from '../../actions'
import { Clock } from '../../parts/breach-facts'

/** The 72 hours, and what the authority was told in which phase (Art. 33(1), (4)). */
export function Reports({ breach, member, now }: { breach: Breach; member: Member; now: Date }) {
  const { reports, authorityToldAt, closedAt } = breach
  const phases = codesOf(breachPhaseLabels).filter((phase) => phase !== (authorityToldAt ? 'first' : 'further'))
  return (
    <Section id="aufsicht" title="Meldung an die Aufsichtsbehörde">
      <DescriptionList
        items={[
          { term: 'Fällig bis', value: <Clock breach={breach} now={now} /> },
          { term: 'Gemeldet', value: authorityToldAt ? formatInstant(authorityToldAt) : 'noch nicht' },
        ]}
      />
      {reports.map(({ id, phase, toldAt, delayReason, reference, findingId, recordedBy }) => (
        <DescriptionList
          key={id}
          items={[
            { term: labelOf(breachPhaseLabels, phase), value: formatInstant(toldAt) },
            ...(reference ? [{ term: 'Aktenzeichen', value: reference }] : []),
            ...(delayReason ? [{ term: 'Grund der Verspätung', value: delayReason }] : []),
            { term: 'Gemeldeter Stand', value: standText(breach, findingId) },
            ...(recordedBy ? [{ term: 'Eingetragen von', value: breach.nameOf(recordedBy) }] : []),
          ]}
        />
      ))}
      {!closedAt && mayDo(member.role, 'tellAuthority') ? (
        <div className="flex max-w-2xl flex-col gap-6">
          <PortalForm
            action={tellAuthority}
            errorTitle="Datenpanne"
            submit="Meldung eintragen"
            submitVariant="secondary"
            prefix="melden"
            known={{ breachId: breach.id }}
            asks={[
              {
                kind: 'choice',
                name: 'phase',
                label: 'Welche Meldung?',
                options: phases.map((value) => ({ value, label: breachPhaseLabels[value] })),
              },
              { kind: 'moment', name: 'toldAt', label: 'Der Aufsichtsbehörde gemeldet am' },
              { kind: 'line', name: 'reference', label: 'Aktenzeichen der Behörde', optional: true },
              {
                kind: 'lines',
                name: 'delayReason',
                label: 'Grund einer Verspätung',
                hint: 'Nur bei der ersten Meldung, wenn die 72 Stunden verstrichen waren',
                rows: 2,
                optional: true,
              },
            ]}
          />
        </div>
      ) : null}
    </Section>
  )
}

function standText({ findings }: Breach, findingId: string | null): string {
  const told = findings.find(({ id }) => id === findingId)
  return told ? `vom ${formatInstant(told.recordedAt)}` : 'nur die Beschreibung des Falls'
}
