import { Text } from '@/components/kern/text'
import { Section } from '@/components/layout/page'
import { RecordTable } from '@/components/list/record-table'
import { type ReportFrame } from '@/lib/access-requests/report-frame'
import { recipientText } from '@/lib/access-requests/report-rows'
import { formatInstant, formatNumber } from '@/lib/text'

/** Who received or saw the data, and when: the actual recipients, newest first. */
export function Recipients({ recipients: { count, newest } }: Pick<ReportFrame, 'recipients'>) {
  const rows = newest.map((recipient, place) => ({ ...recipient, place }))
  return (
    <Section id="empfaenger" title="Wer Ihre Daten bekommen oder gesehen hat" size="large">
      {rows.length === 0 ? <Text>Bisher niemand.</Text> : null}
      {count > rows.length ? (
        <Text>
          Gezeigt werden die letzten {rows.length} von {formatNumber(count)}. Alle stehen in der Datei.
        </Text>
      ) : null}
      {rows.length > 0 ? (
        <RecordTable<(typeof rows)[number]>
          roomy
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
