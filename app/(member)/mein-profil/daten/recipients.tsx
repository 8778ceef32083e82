import { RecordTable } from '@/components/admin/record-table'
import { Heading } from '@/components/kern/heading'
import { Text } from '@/components/kern/text'
import { Section } from '@/components/layout/page'
import { recipientText } from '@/lib/access-requests/report-rows'
import { type Recipient } from '@/lib/personal-data/recipients'
import { formatInstant, formatNumber } from '@/lib/text'

const SHOWN = 50

/** Who received or saw the data, and when: the actual recipients, newest first. */
export function Recipients({ recipients }: { recipients: Recipient[] }) {
  const rows = recipients.slice(0, SHOWN).map((recipient, place) => ({ ...recipient, place }))
  return (
    <Section labelledBy="empfaenger">
      <Heading level={2} id="empfaenger">
        Wer Ihre Daten bekommen oder gesehen hat
      </Heading>
      {rows.length === 0 ? <Text>Bisher niemand.</Text> : null}
      {recipients.length > SHOWN ? (
        <Text>
          Gezeigt werden die letzten {SHOWN} von {formatNumber(recipients.length)}. Alle stehen in der Datei.
        </Text>
      ) : null}
      {rows.length > 0 ? (
        <RecordTable<(typeof rows)[number]>
          caption="Empfänger"
          rows={rows}
          rowKey={({ place }) => String(place)}
          columns={[
            { title: 'Zeitpunkt', heading: true, cell: ({ at }) => formatInstant(at) },
            { title: 'Empfänger', cell: (row) => recipientText(row).who },
            { title: 'Was', cell: (row) => recipientText(row).what },
          ]}
        />
      ) : null}
    </Section>
  )
}
