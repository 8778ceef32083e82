import { staffPage } from '@/app/_edge/page'
import { ActionButton } from '@/components/admin/action-button'
import { DateField } from '@/components/forms/text-field'
import { Accordion } from '@/components/kern/accordion'
import { Badge } from '@/components/kern/badge'
import { Button } from '@/components/kern/button'
import { ButtonLink } from '@/components/kern/button-link'
import { DescriptionList } from '@/components/kern/description-list'
import { Link } from '@/components/kern/link'
import { Text } from '@/components/kern/text'
import { Section } from '@/components/layout/page'
import { RecordTable } from '@/components/list/record-table'
import { type CheckState, checkState } from '@/lib/accountability/check-state'
import { evidenceFingerprint } from '@/lib/accountability/evidence-package'
import { type CheckHistory, historyOf } from '@/lib/accountability/history'
import { breachesOfChecks } from '@/lib/accountability/load-breach'
import { erasuresByMonth, upcomingDeadlines } from '@/lib/accountability/outlook'
import { type KeptPromise, type PromiseCheck } from '@/lib/accountability/promise-check'
import { promises } from '@/lib/accountability/promises'
import { proofsOf } from '@/lib/accountability/proofs'
import { isPublicPortal } from '@/lib/accountability/public-portal'
import { type CheckResult, lastResults } from '@/lib/accountability/run-checks'
import { mayDo } from '@/lib/auth/permissions'
import { addDays, berlinDay } from '@/lib/dates'
import { isLate, LATE_AFTER } from '@/lib/duty-states'
import { missingNoticeFacts, missingPolicyFacts } from '@/lib/operator'
import { newestVersion } from '@/lib/policies/published-versions'
import { formatInstant, formatNumber } from '@/lib/text'
import { AdminPage } from '../parts/admin-page'
import { checkPromises } from './actions'
import { openBreachOfCheck } from './datenpannen/actions'
import { ChainLosses } from './parts/chain-losses'
import { breaksText, DeadlinesAhead, Erasures, History } from './parts/charts'

const HISTORY_DAYS = 90
const MONTHS = 12

export default staffPage('/admin/nachweis', async ({ ctx, member }) => {
  const today = berlinDay(ctx.now())
  const from = addDays(today, 1 - HISTORY_DAYS)
  const [results, version, history, deadlines, months, breaches] = await Promise.all([
    lastResults(ctx),
    newestVersion(ctx),
    historyOf(ctx, { from, until: today }),
    upcomingDeadlines(ctx),
    erasuresByMonth(ctx, MONTHS),
    breachesOfChecks(ctx),
  ])
  const now = ctx.now()
  const states = promises.flatMap(({ checks }) => checks).map(({ id }) => checkState(results.get(id), now))
  return (
    <AdminPage heading="Nachweis" member={member} part="/admin/nachweis">
      <Text className="max-w-2xl">
        Für jede Zusage der Datenschutzerklärung: die Regel, die gerade gilt, und eine Prüfung über alle gespeicherten
        Daten. Die Prüfungen laufen täglich. Wenn eine nicht mehr stimmt oder seit mehr als {LATE_AFTER} Stunden nicht
        gelaufen ist, bekommt die Verwaltung eine E-Mail. Was so lange nicht geprüft wurde, gilt als nicht bestanden.
      </Text>
      <Text strong>{summary(states)}</Text>
      <FactsToEnter isPublic={isPublicPortal(ctx)} />
      <ActionButton action={checkPromises} fields={{}} submit="Jetzt alle prüfen" prefix="pruefen" />
      <p>
        <ButtonLink variant="secondary" href="/admin/nachweis/datenpannen">
          Datenpannen
        </ButtonLink>
      </p>
      {await ChainLosses({ ctx, member })}
      <History history={history} from={from} until={today} />
      <DeadlinesAhead deadlines={deadlines} />
      <Erasures months={months} />
      {promises.map((promise) => (
        <Promised
          key={promise.id}
          promise={promise}
          rule={promise.rule(version)}
          results={results}
          now={now}
          history={history.flatMap(({ checks }) => checks)}
          breaches={breaches}
          mayOpen={mayDo(member.role, 'openBreachOfCheck')}
        />
      ))}
      <Section id="paket" title="Nachweispaket für die Aufsichtsbehörde">
        <Text className="max-w-2xl">
          Regeln, Ergebnisse, Verlauf und Zahlen eines Zeitraums, ohne personenbezogene Daten: als PDF zum Lesen und als
          JSON zum Auswerten, zusammen signiert (Ed25519) in einer ZIP-Datei. Wie die Behörde die Signatur prüft, steht
          in der Datei LIESMICH.txt darin. Nennen Sie ihr auf einem anderen Weg die Prüfsumme des Schlüssels:
        </Text>
        <code className="break-all">{evidenceFingerprint()}</code>
        <form action="/admin/nachweis/paket" className="flex max-w-2xl flex-col gap-4">
          <DateField name="von" label="Von" defaultValue={addDays(today, -365)} />
          <DateField name="bis" label="Bis" defaultValue={today} />
          <div>
            <Button variant="secondary">Nachweispaket herunterladen</Button>
          </div>
        </form>
      </Section>
    </AdminPage>
  )
})

function summary(states: CheckState[]): string {
  const all = formatNumber(states.length)
  const count = (state: CheckState) => states.filter((each) => each === state).length
  const [kept, never, stale] = [count('kept'), count('never'), count('stale')]
  const broken = states.length - kept - never - stale
  if (kept === states.length) return `Alle ${all} Prüfungen sind in Ordnung.`
  return [
    ...(broken > 0 ? [`${formatNumber(broken)} von ${all} Prüfungen zeigen einen Verstoß oder sind gescheitert.`] : []),
    ...(stale > 0 ? [`${formatNumber(stale)} von ${all} Prüfungen sind zu alt und gelten als nicht bestanden.`] : []),
    ...(never > 0 ? [`${formatNumber(never)} von ${all} Prüfungen sind noch nie gelaufen.`] : []),
  ].join(' ')
}

/** On this machine only a hint: where the portal is open to the public, the same facts are violations of DS-01 and DS-12. */
function FactsToEnter({ isPublic }: { isPublic: boolean }) {
  const missing = [...missingPolicyFacts(), ...missingNoticeFacts()]
  if (isPublic || missing.length === 0) return null
  return (
    <Text muted className="max-w-2xl">
      Bevor das Portal öffentlich wird, fehlen noch Angaben des Betreibers. Sie gehören in die Datei, die OPERATOR_FILE
      nennt: {missing.join(', ')}.
    </Text>
  )
}

type PromisedProps = {
  promise: KeptPromise
  rule: string
  results: Map<string, CheckResult>
  now: Date
  history: CheckHistory[]
  /** Open cases of broken checks. */
  breaches: Map<string, string>
  mayOpen: boolean
}

function Promised({ promise, rule, results, now, history, breaches, mayOpen }: PromisedProps) {
  const { id, title, sentence, checks } = promise
  return (
    <Section id={id} title={`${id} ${title}`}>
      <Text className="max-w-2xl">{sentence}</Text>
      <Text className="max-w-2xl">Regel: {rule}</Text>
      <RecordTable<PromiseCheck>
        caption={`Prüfungen zu ${id}`}
        rows={checks}
        rowKey={(check) => check.id}
        columns={[
          { title: 'Was gezählt wird', heading: true, cell: ({ counts }) => counts },
          { title: 'Ergebnis', cell: (check) => <State result={results.get(check.id)} now={now} /> },
          { title: 'Zuletzt geprüft', cell: (check) => <CheckedAt at={results.get(check.id)?.checkedAt} now={now} /> },
          { title: 'Zuletzt eingehalten', cell: (check) => instantText(results.get(check.id)?.heldAt) },
        ]}
      />
      {checks.map((check) => (
        <Broken
          key={check.id}
          check={check}
          result={results.get(check.id)}
          history={history.find(({ checkId }) => checkId === check.id)}
          breachId={breaches.get(check.id)}
          mayOpen={mayOpen}
        />
      ))}
      <Accordion title={`${id}: Was zu tun ist, wenn es nicht stimmt`}>
        <DescriptionList items={checks.map(({ counts, remedy }) => ({ term: counts, value: remedy }))} />
      </Accordion>
      <Text muted>Belege: {proofsOf(promise).join(' · ')}</Text>
    </Section>
  )
}

type BrokenProps = {
  check: PromiseCheck
  result?: CheckResult
  history?: CheckHistory
  breachId?: string
  mayOpen: boolean
}

/** Since when a check has been broken, what is to be done, and earlier violations; nothing where there is nothing to say. */
function Broken({ check, result, history, breachId, mayOpen }: BrokenProps) {
  const since = result?.brokenSince
  const isPast = (history?.brokenDays ?? 0) > 0
  if (!since && !isPast) return null
  return (
    <>
      <DescriptionList
        items={[
          { term: 'Prüfung', value: check.counts },
          ...(since
            ? [
                { term: 'Verstoß seit', value: formatInstant(since) },
                { term: 'Was zu tun ist', value: check.remedy },
              ]
            : []),
          ...(history && isPast
            ? [{ term: `Verstöße in den letzten ${HISTORY_DAYS} Tagen`, value: breaksText(history.breaks) }]
            : []),
        ]}
      />
      {breachId ? (
        <p>
          <Link href={`/admin/nachweis/datenpannen/${breachId}`}>Datenpanne zu dieser Prüfung</Link>
        </p>
      ) : null}
      {since && result?.found && !breachId && mayOpen ? (
        <ActionButton
          action={openBreachOfCheck}
          fields={{ checkId: check.id }}
          submit="Datenpanne daraus eröffnen"
          prefix={`panne-${check.id}`}
        />
      ) : null}
    </>
  )
}

function instantText(instant: Date | null | undefined): string {
  return instant ? formatInstant(instant) : 'noch nie'
}

/** When a result was made, and how long that is ago once it is too old to count. */
function CheckedAt({ at, now }: { at: Date | undefined; now: Date }) {
  return (
    <>
      {instantText(at)}
      {at && isLate(at, now) && (
        <Text as="span" muted className="block">
          {ageText(at, now)}
        </Text>
      )}
    </>
  )
}

function ageText(at: Date, now: Date): string {
  const hours = Math.floor((now.getTime() - at.getTime()) / 3_600_000)
  if (hours < 0) return 'Der Zeitpunkt liegt in der Zukunft: Die Uhr des Servers ging falsch.'
  return hours < 48
    ? `seit ${hours} Stunden nicht geprüft`
    : `seit ${formatNumber(Math.floor(hours / 24))} Tagen nicht geprüft`
}

function State({ result, now }: { result?: CheckResult; now: Date }) {
  switch (checkState(result, now)) {
    case 'never':
      return <Badge variant="info">noch nicht geprüft</Badge>
    case 'not-run':
      return <Badge variant="danger">Prüfung gescheitert</Badge>
    case 'stale':
      return <Badge variant="danger">zu alt, nicht geprüft</Badge>
    case 'broken':
      return <Badge variant="danger">{`${formatNumber(result?.found ?? 0)}, Verstoß`}</Badge>
    case 'kept':
      return <Badge variant="success">0, in Ordnung</Badge>
  }
}
