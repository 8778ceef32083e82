import { PortalForm } from '@/components/forms/portal-form'
import { Alert } from '@/components/kern/alert'
import { Text } from '@/components/kern/text'
import { Section } from '@/components/layout/page'
import { type Restriction } from '@/lib/access-requests/restrictions'
import { restrictionGroundLabels } from '@/lib/codes'
import { formatDay, formatDayOf } from '@/lib/text'
import { endRestriction } from '../actions'

/** Processing is restricted (GDPR Art. 18): since when, why, until when, and the way out that is always the person's own. */
export function Restricted({ restriction, account }: { restriction: Restriction; account: string }) {
  const { ground, placedAt, endsOn } = restriction
  return (
    <Section id="einschraenkung" title="Einschränkung der Verarbeitung" size="large">
      <Alert variant="warning" title="Ihre Daten werden nur noch aufbewahrt.">
        <Text>
          Das gilt seit {formatDayOf(placedAt)}
          {endsOn ? ` und bis einschließlich ${formatDay(endsOn)}` : ''}. Anlass: {restrictionGroundLabels[ground]}.
          Andere Mitglieder sehen Sie und Ihre Inhalte nicht. Sie selbst können Ihre Daten weiter ansehen, ändern und
          löschen.
        </Text>
      </Alert>
      <Text>Wollen Sie wieder sichtbar sein? Sie können die Einschränkung jederzeit selbst beenden.</Text>
      <PortalForm
        action={endRestriction}
        errorTitle="Mein Profil"
        prefix="einschraenkung"
        submit="Einschränkung beenden"
        submitVariant="secondary"
        known={{ account }}
      />
    </Section>
  )
}
