import { Accordion } from '@/components/kern/accordion'
import { DescriptionList } from '@/components/kern/description-list'
import { Link } from '@/components/kern/link'
import { Text } from '@/components/kern/text'
import { type ReportFrame } from '@/lib/access-requests/report-frame'
import { rowGoneOn, shownColumns, withheldColumns } from '@/lib/access-requests/report-rows'
import { sourceLabels } from '@/lib/codes'
import { describeValue } from '@/lib/personal-data/describe-value'
import { type PersonRow, type PersonTable } from '@/lib/personal-data/person-rows'
import { formatDay, formatNumber } from '@/lib/text'

type Props = { table: PersonTable; rows: PersonRow[]; frame: ReportFrame; open: boolean; isContinued: boolean }

/** One kind of stored rows: where they come from, how long they stay, and the newest of them. */
export function StoredTable({ table, rows, frame, open, isContinued }: Props) {
  const last = rows.at(-1)
  const hasOlder = last !== undefined && (isContinued ? rows.length > 1 : rows.length < table.count)
  return (
    <div id={table.name}>
      <Accordion title={`${table.title} (${formatNumber(table.count)})`} open={open}>
        <div className="flex flex-col gap-4">
          <Text size="small" muted>
            Herkunft: {sourceLabels[table.source]}. Speicherdauer: {table.retention.title} –{' '}
            {table.retention.period(frame.periods)}
          </Text>
          {withheldColumns(table).map(({ name, label, why }) => (
            <Text key={name} size="small">
              <strong>{label}</strong> ist gespeichert, wird aber nicht ausgegeben. {why}
            </Text>
          ))}
          {rows.map((row) => (
            <DescriptionList key={row.key} items={itemsOf(table, row, frame)} />
          ))}
          {hasOlder ? (
            <Link href={`/mein-profil/daten?tabelle=${table.name}&vor=${last.key}#${table.name}`} standalone>
              Ältere Einträge: {table.title}
            </Link>
          ) : null}
        </div>
      </Accordion>
    </div>
  )
}

function itemsOf(table: PersonTable, row: PersonRow, { erasedOn }: ReportFrame) {
  const goneOn = rowGoneOn(table, row, erasedOn)
  const items = shownColumns(table).map((column) => ({
    term: column.label ?? column.name,
    value: describeValue(column, row),
  }))
  if (goneOn) items.push({ term: 'Gelöscht spätestens ab', value: formatDay(goneOn) })
  return items.filter(({ value }) => value !== '')
}
