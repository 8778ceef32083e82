import { staffPage } from '@/app/_edge/page'
import { RecordTable } from '@/components/admin/record-table'
import { FilterSelect, FilterText } from '@/components/forms/filter-field'
import { Button } from '@/components/kern/button'
import { FormField, Input } from '@/components/kern/form-field'
import { Link } from '@/components/kern/link'
import { Text } from '@/components/kern/text'
import { actLabel, acts } from '@/lib/audit/acts'
import { type FoundEvent, searchEvents } from '@/lib/audit/search-events'
import { actorKindLabels, labelOf } from '@/lib/codes'
import { describeDetails } from '@/lib/personal-data/describe-value'
import { type PersonValue } from '@/lib/personal-data/person-rows'
import { formatInstant } from '@/lib/text'
import { AdminPage } from '../parts/admin-page'
import { addressOf, type Query, readFilters } from './parts/filters'

/** Who did or saw what (DS-06): ids instead of names, for the data protection officer. */
export default staffPage('/admin/protokoll', async ({ ctx, member, query }) => {
  const before = /^\d{1,18}$/.test(query.vor ?? '') ? BigInt(query.vor ?? 0) : undefined
  const { events, next } = await searchEvents(ctx, { ...readFilters(query), before })
  return (
    <AdminPage heading="Protokoll" member={member} part="/admin/protokoll">
      <Search query={query} />
      <Text>
        <Link href={addressOf('/admin/protokoll/csv', query)}>Diese Auswahl als CSV-Datei herunterladen</Link>
      </Text>
      {events.length > 0 ? (
        <Events events={events} />
      ) : (
        <Text as="div">
          <span role="status">Kein Eintrag gefunden. Bitte ändern Sie die Filter.</span>
        </Text>
      )}
      {next === undefined ? null : (
        <Text>
          <Link href={addressOf('/admin/protokoll', query, { vor: String(next) })} standalone>
            Ältere Einträge
          </Link>
        </Text>
      )}
    </AdminPage>
  )
})

function Search({ query }: { query: Query }) {
  return (
    <search aria-label="Protokoll durchsuchen">
      <form action="/admin/protokoll" className="flex flex-col gap-4">
        <div className="grid grid-cols-1 gap-4 sm:grid-cols-2">
          <FilterSelect
            name="vorgang"
            label="Vorgang"
            value={query.vorgang}
            all="Alle"
            options={Object.fromEntries(Object.entries(acts).map(([act, { label }]) => [act, label]))}
          />
          <FilterText name="wer" label="Wer" value={query.wer} hint="Nummer des Kontos" />
          <FilterText name="wen" label="Wen oder was" value={query.wen} hint="Nummer des Kontos oder Vorgangs" />
          <DayField name="von" label="Von" value={query.von} />
          <DayField name="bis" label="Bis" value={query.bis} />
        </div>
        <div className="flex flex-wrap items-center gap-x-6 gap-y-2">
          <Button icon="search">Suchen</Button>
          <Link href="/admin/protokoll" standalone>
            Filter zurücksetzen
          </Link>
        </div>
      </form>
    </search>
  )
}

function DayField({ name, label, value }: { name: string; label: string; value?: string }) {
  return (
    <FormField id={name} label={label}>
      <Input id={name} name={name} type="date" defaultValue={value} />
    </FormField>
  )
}

function Events({ events }: { events: FoundEvent[] }) {
  return (
    <RecordTable
      caption="Protokoll, neueste Einträge zuerst"
      rows={events}
      rowKey={({ seq }) => String(seq)}
      columns={[
        { title: 'Nummer', heading: true, cell: ({ seq }) => String(seq) },
        { title: 'Zeitpunkt', cell: ({ at }) => formatInstant(at) },
        { title: 'Vorgang', cell: ({ act }) => <span className="break-words">{actLabel(act)}</span> },
        {
          title: 'Wer',
          cell: ({ actorKind, actorId }) => (
            <>
              {labelOf(actorKindLabels, actorKind)}
              {actorId ? <Id id={actorId} /> : null}
            </>
          ),
        },
        { title: 'Wen oder was', cell: ({ subjectId }) => (subjectId ? <Id id={subjectId} /> : '–') },
        { title: 'Einzelheiten', cell: ({ act, details }) => <Details act={act} details={details} /> },
      ]}
    />
  )
}

function Id({ id }: { id: string }) {
  return <span className="block font-mono break-all text-muted">{id}</span>
}

function Details({ act, details }: { act: string; details: unknown }) {
  const text = describeDetails(act, details as PersonValue)
  return text === '' ? '–' : <span className="break-words">{text}</span>
}
