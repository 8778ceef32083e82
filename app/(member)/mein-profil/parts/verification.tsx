import { PortalForm } from '@/components/forms/portal-form'
import { Alert } from '@/components/kern/alert'
import { Text } from '@/components/kern/text'
import { Section } from '@/components/layout/page'
import { usualTime, type VerificationState } from '@/lib/accounts/verification-state'
import { formatDayOf, formatInstant } from '@/lib/text'
import { askForVerification } from '../actions'

/** What staff say about the own data, and how long it takes (DS-07). Nothing for who is verified. */
export function Verification({ state, account }: { state: VerificationState; account: string }) {
  if (state.state === 'verified') return null
  return (
    <Section id="pruefung" title="Prüfung meiner Angaben" size="large">
      <VerificationStatus state={state} />
      {state.state === 'waiting' ? null : (
        <PortalForm
          action={askForVerification}
          errorTitle="Mein Profil"
          submit="Antworten und erneut prüfen lassen"
          submitVariant="secondary"
          prefix="pruefung"
          known={{ account }}
          asks={[
            {
              kind: 'lines',
              name: 'note',
              label: 'Ihre Nachricht an uns',
              hint: 'Was sollen wir wissen? Stimmen Ihre Angaben nicht mehr, ändern Sie sie zuerst unten.',
              rows: 3,
            },
          ]}
        />
      )}
    </Section>
  )
}

export function VerificationStatus({ state }: { state: VerificationState }) {
  switch (state.state) {
    case 'verified':
      return null
    case 'waiting':
      return (
        <Alert title="Wir prüfen Ihre Angaben">
          <Text>
            Sie warten seit {formatInstant(state.since)}.
            {state.usualSeconds === undefined ? '' : ` Die Prüfung ist ${usualTime(state.usualSeconds)} abgeschlossen.`}{' '}
            Bis dahin können Sie alles lesen und Ihr Profil einrichten. Sie bekommen eine E-Mail.
          </Text>
        </Alert>
      )
    case 'asked':
      return (
        <Alert variant="warning" title={`Unsere Frage vom ${formatDayOf(state.at)}`}>
          <Text>
            <span className="whitespace-pre-wrap">{state.reason}</span>
          </Text>
        </Alert>
      )
    case 'refused':
      return (
        <Alert variant="warning" title={`Wir konnten Ihre Angaben am ${formatDayOf(state.at)} nicht bestätigen`}>
          <Text>
            <span className="whitespace-pre-wrap">{state.reason}</span>
          </Text>
          <Text>Sie können alles lesen, aber nichts veröffentlichen und niemandem schreiben.</Text>
        </Alert>
      )
    case 'none':
      return <Alert title="Ihre Angaben sind noch nicht geprüft" />
  }
}
