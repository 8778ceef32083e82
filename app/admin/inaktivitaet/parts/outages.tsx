import { Text } from '@/components/kern/text'
import { Section } from '@/components/layout/page'
import { RecordTable } from '@/components/list/record-table'
import { labelOf, outageCauseLabels } from '@/lib/codes'
import { type ListedOutage } from '@/lib/lifecycle/list-outages'
import { formatInstant, formatNumber } from '@/lib/text'

/** Times without a sign of life of the portal, and what was credited for them (DS-05); nothing while there was none. */
export function Outages({ outages }: { outages: ListedOutage[] }) {
  if (outages.length === 0) return null
  return (
    <Section id="ausfaelle" title="Ausfälle">
      <Text className="max-w-2xl">
        Fristen laufen nur, solange sich Mitglieder melden können. Die Tage eines Ausfalls sind allen Fristen
        gutgeschrieben, die dabei liefen. Der erste Lauf danach löscht nichts.
      </Text>
      <RecordTable<ListedOutage>
        caption="Ausfälle und gutgeschriebene Tage"
        rows={outages}
        rowKey={({ id }) => id}
        columns={[
          { title: 'Zeit', heading: true, cell: timeOf },
          { title: 'Anlass', cell: ({ cause }) => labelOf(outageCauseLabels, cause) },
          { title: 'Gutgeschriebene Tage', numeric: true, cell: ({ days }) => formatNumber(days) },
        ]}
      />
    </Section>
  )
}

function timeOf({ beganAt, endedAt }: ListedOutage): string {
  if (beganAt.getTime() === endedAt.getTime()) return formatInstant(endedAt)
  return `Ausfall vom ${formatInstant(beganAt)} bis ${formatInstant(endedAt)}`
}
