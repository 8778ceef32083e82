import { Accordion } from '@/components/kern/accordion'
import { ButtonLink } from '@/components/kern/button-link'
import { DescriptionList } from '@/components/kern/description-list'
import { Heading } from '@/components/kern/heading'
import { Text } from '@/components/kern/text'
import { Section } from '@/components/layout/page'
import { missingIn } from '@/lib/accountability/breach-findings'
import { type Breach } from '@/lib/accountability/load-breach'
import { mayDo } from '@/lib/auth/permissions'
import { type Member } from '@/lib/auth/session'
import { breachLossLabels, breachSourceLabels } from '@/lib/codes'
import { formatInstant, formatNumber } from '@/lib/text'
import { FindingForm } from '../../form'

type Stand = Breach['findings'][number]
const UNKNOWN = 'noch nicht bekannt'

/** What is known by now, what was known before, and the form for the next state (Art. 33(3), (5)). */
export function Findings({ breach, member }: { breach: Breach; member: Member }) {
  const [newest, ...earlier] = breach.findings
  const missing = missingIn(newest)
  return (
    <Section id="stand" title="Was bekannt ist">
      {newest ? (
        <FindingFacts finding={newest} by={breach.nameOf(newest.recordedBy)} />
      ) : (
        <Text>Noch nichts außer der Beschreibung oben.</Text>
      )}
      {missing.length > 0 ? (
        <Text className="max-w-2xl">
          Für die vollständige Meldung fehlen noch: {missing.join(', ')}. Eine erste Meldung geht auch ohne sie (Art. 33
          Abs. 4 DSGVO).
        </Text>
      ) : null}
      <p className="no-print">
        <ButtonLink variant="secondary" href={`/admin/nachweis/datenpannen/meldung?fall=${breach.id}`}>
          Angaben für die Meldung als PDF
        </ButtonLink>
      </p>
      {earlier.length > 0 ? (
        <Accordion title={`Frühere Stände (${formatNumber(earlier.length)})`}>
          <div className="flex flex-col gap-8">
            {earlier.map((finding) => (
              <div key={finding.id} className="flex flex-col gap-2">
                <Heading level={3} size="small">
                  Stand vom {formatInstant(finding.recordedAt)}
                </Heading>
                <FindingFacts finding={finding} by={breach.nameOf(finding.recordedBy)} />
              </div>
            ))}
          </div>
        </Accordion>
      ) : null}
      {!breach.closedAt && mayDo(member.role, 'recordBreachFinding') ? (
        <Accordion title={newest ? 'Ergänzen oder berichtigen' : 'Angaben festhalten'} open={!newest}>
          <div className="flex max-w-2xl flex-col gap-6">
            <FindingForm breachId={breach.id} known={breach.findings.length} values={valuesOf(breach)} />
          </div>
        </Accordion>
      ) : null}
    </Section>
  )
}

function FindingFacts({ finding, by }: { finding: Stand; by: string }) {
  const long = (text: string | null) => <span className="whitespace-pre-line">{text ?? UNKNOWN}</span>
  const amount = (number: number | null) => (number === null ? UNKNOWN : `etwa ${formatNumber(number)}`)
  return (
    <DescriptionList
      items={[
        { term: 'Festgehalten', value: `${formatInstant(finding.recordedAt)} von ${by}` },
        { term: 'Wie bekannt geworden', value: breachSourceLabels[finding.source] },
        { term: 'Wann geschehen', value: finding.happened ?? UNKNOWN },
        { term: 'Was geschehen ist', value: long(finding.nature) },
        { term: 'Verletzt', value: finding.losses.map((loss) => breachLossLabels[loss]).join('; ') || UNKNOWN },
        { term: 'Personen', value: `${finding.personCategories ?? UNKNOWN}; Zahl: ${amount(finding.persons)}` },
        { term: 'Datensätze', value: `${finding.recordCategories ?? UNKNOWN}; Zahl: ${amount(finding.records)}` },
        { term: 'Wahrscheinliche Folgen', value: long(finding.consequences) },
        { term: 'Maßnahmen', value: long(finding.measures) },
      ]}
    />
  )
}

/** The next state begins with the last one. */
function valuesOf({ description, checkId, findings: [newest] }: Breach): Partial<Record<string, string>> {
  if (!newest) return { nature: description, source: checkId ? 'check' : undefined }
  const texts = Object.entries(newest).filter(([, value]) => typeof value === 'string' || typeof value === 'number')
  return {
    ...Object.fromEntries(texts.map(([name, value]) => [name, String(value)])),
    ...Object.fromEntries(newest.losses.map((loss) => [loss, 'yes'])),
  }
}
