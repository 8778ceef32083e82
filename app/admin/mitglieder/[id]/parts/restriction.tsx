import { ActionButton } from '@/components/admin/action-button'
import { PortalForm } from '@/components/forms/portal-form'
import { DescriptionList } from '@/components/kern/description-list'
import { Text } from '@/components/kern/text'
import { Section } from '@/components/layout/page'
import { type Restriction } from '@/lib/access-requests/restrictions'
import { mayDo } from '@/lib/auth/permissions'
import { type Member } from '@/lib/auth/session'
import { restrictionGroundLabels } from '@/lib/codes'
import { formatDay, formatInstant } from '@/lib/text'
import { announceRestrictionEnd, withdrawRestrictionEnd } from '../actions'

type Props = { accountId: string; restriction: Restriction; role: Member['role'] }

/** Restriction of processing (GDPR Art. 18): what holds, and the way to its end, which the person is told before. */
export function RestrictionSection({ accountId, restriction, role }: Props) {
  const { ground, reason, placedAt, liftReason, liftAnnouncedAt, toldAt, endsOn } = restriction
  return (
    <Section id="einschraenkung" title="Einschränkung der Verarbeitung">
      <Text className="max-w-2xl">
        Die Daten dieses Kontos werden aufbewahrt und nicht genutzt (Art. 18 DSGVO). Ändern Sie nichts daran, außer das
        Mitglied verlangt es. Andere Mitglieder sehen das Konto nicht; es läuft keine Frist.
      </Text>
      <DescriptionList
        items={[
          { term: 'Seit', value: formatInstant(placedAt) },
          { term: 'Anlass', value: restrictionGroundLabels[ground] },
          { term: 'Dem Mitglied geschrieben', value: <span className="whitespace-pre-line">{reason}</span> },
          ...(liftAnnouncedAt
            ? [
                { term: 'Ende angekündigt', value: formatInstant(liftAnnouncedAt) },
                { term: 'Grund des Endes', value: <span className="whitespace-pre-line">{liftReason}</span> },
                {
                  term: 'Letzter Tag',
                  value: endsOn ? formatDay(endsOn) : 'noch offen: Die E-Mail ist noch nicht zugestellt',
                },
              ]
            : []),
        ]}
      />
      <div className="flex max-w-2xl flex-col gap-6">
        {!toldAt && mayDo(role, 'announceRestrictionEnd') ? (
          <PortalForm
            action={announceRestrictionEnd}
            errorTitle="Mitglied – Verwaltung"
            submit="Ende ankündigen"
            submitVariant="secondary"
            prefix="ende"
            intro={
              <Text>
                Das Mitglied erfährt das Ende vorher, mit Begründung. Die Einschränkung endet sieben Tage nach der
                Zustellung von selbst.
              </Text>
            }
            known={{ accountId }}
            asks={[
              {
                kind: 'lines',
                name: 'liftReason',
                label: 'Warum die Einschränkung endet',
                hint: 'Das Mitglied bekommt diesen Text.',
                rows: 3,
              },
              {
                kind: 'day',
                name: 'toldByLetterOn',
                label: 'Per Brief mitgeteilt am',
                hint: 'Nur wenn die E-Mail-Adresse nicht funktioniert. Dann geht keine E-Mail hinaus.',
                optional: true,
              },
            ]}
          />
        ) : null}
        {liftAnnouncedAt && mayDo(role, 'withdrawRestrictionEnd') ? (
          <ActionButton
            action={withdrawRestrictionEnd}
            fields={{ accountId }}
            submit="Ankündigung zurücknehmen"
            prefix="bleibt"
          />
        ) : null}
      </div>
    </Section>
  )
}
