import { ActionButton } from '@/components/admin/action-button'
import { Alert } from '@/components/kern/alert'
import { Text } from '@/components/kern/text'
import { Section } from '@/components/layout/page'
import { brakeReason } from '@/lib/lifecycle/brake-words'
import { type OpenConfirmation } from '@/lib/lifecycle/confirm-stopped-run'
import { formatInstant } from '@/lib/text'
import { withdrawRunConfirmation } from '../actions'

/** A confirmation that no run has used up yet: who, when, what for, and the way to take it back (DS-05). */
export function Confirmed({ confirmation, mayWithdraw }: { confirmation: OpenConfirmation; mayWithdraw: boolean }) {
  const { runId, brake, readings, confirmedAt, confirmedBy } = confirmation
  return (
    <Section labelledBy="bestaetigt">
      <Alert title="Ein angehaltener Lauf ist bestätigt" level={2} id="bestaetigt">
        <Text>
          Bestätigt am {formatInstant(confirmedAt)} von {confirmedBy ?? 'der Kommandozeile'}.{' '}
          {brakeReason(brake, readings)} Der nächste Lauf macht einmal weiter.
        </Text>
      </Alert>
      {mayWithdraw ? (
        <ActionButton
          action={withdrawRunConfirmation}
          fields={{ runId }}
          submit="Bestätigung zurücknehmen"
          prefix="zuruecknahme"
        />
      ) : null}
    </Section>
  )
}
