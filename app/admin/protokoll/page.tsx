import { staffPage } from '@/app/_edge/page'
import { Link } from '@/components/kern/link'
import { Text } from '@/components/kern/text'
import { ListFilters } from '@/components/list/list-filters'
import { RecordTable } from '@/components/list/record-table'
import { actLabel } from '@/lib/audit/acts'
import { type FoundEvent, searchEvents } from '@/lib/audit/search-events'
import { actorKindLabels, labelOf } from '@/lib/codes'
import { addressOf, readList } from '@/lib/list'
import { describeDetails } from '@/lib/personal-data/describe-value'
import { type PersonValue } from '@/lib/personal-data/person-rows'
import { formatShortInstant } from '@/lib/text'
import { AdminPage } from '../parts/admin-page'
import { eventList, filterOf } from './parts/list'

/** Who did or saw what (DS-06): ids instead of names, for the data protection officer. */
export default staffPage('/admin/protokoll', async ({ ctx, member, query }) => {
  const asked = readList(eventList, query)
  const before = /^\d{1,18}$/.test(query.vor ?? '') ? BigInt(query.vor ?? 0) : undefined
  const { events, next } = await searchEvents(ctx, { ...filterOf(asked), before, size: asked.size })
  const address = addressOf(eventList, asked)
  const only = (values: object) => addressOf(eventList, { ...asked, values: { ...asked.values, ...values } })
  return (
    <AdminPage heading="Protokoll" member={member} part="/admin/protokoll">
      <ListFilters list={eventList} asked={asked} label="Protokoll durchsuchen" inSight={5} />
      <p>
        <Link href={addressOf(eventList, asked, { path: '/admin/protokoll/csv' })} standalone icon="download">
          Diese Auswahl als CSV-Datei herunterladen
        </Link>
      </p>
      {events.length > 0 ? (
        <Events events={events} only={only} />
      ) : (
        <Text as="div">
          <span role="status">Kein Eintrag gefunden. Bitte ändern Sie die Filter.</span>
        </Text>
      )}
      <nav aria-label="Seiten des Protokolls" className="flex flex-wrap gap-x-6">
        {before === undefined ? null : (
          <Link href={address} standalone>
            Neueste Einträge
          </Link>
        )}
        {next === undefined ? null : (
          <Link href={`${address}${address.includes('?') ? '&' : '?'}vor=${next}`} standalone>
            Ältere Einträge
          </Link>
        )}
      </nav>
    </AdminPage>
  )
})

/** The same list narrowed further; an account or a case leads to all that is on record about it. */
type Only = (values: { vorgang?: string; wer?: string; wen?: string }) => string

function Events({ events, only }: { events: FoundEvent[]; only: Only }) {
  return (
    <RecordTable
      caption="Protokoll, neueste Einträge zuerst"
      rows={events}
      rowKey={({ seq }) => String(seq)}
      columns={[
        { title: 'Nummer', heading: true, cell: ({ seq }) => String(seq) },
        {
          title: 'Zeitpunkt',
          cell: ({ at }) => <span className="whitespace-nowrap">{formatShortInstant(at)}</span>,
        },
        { title: 'Vorgang', cell: ({ act }) => <span className="break-words">{actLabel(act)}</span> },
        {
          title: 'Wer',
          cell: ({ actorKind, actorId }) => (
            <>
              {labelOf(actorKindLabels, actorKind)} {actorId ? <Id id={actorId} href={only({ wer: actorId })} /> : null}
            </>
          ),
        },
        {
          title: 'Wen oder was',
          cell: ({ subjectId }) => (subjectId ? <Id id={subjectId} href={only({ wen: subjectId })} /> : '–'),
        },
        { title: 'Einzelheiten', cell: ({ act, details }) => <Details act={act} details={details} /> },
      ]}
    />
  )
}

/** The end of a number, which tells them apart; the whole stands in the filter behind it. */
function Id({ id, href }: { id: string; href: string }) {
  return (
    <Link href={href} title={id} className="font-mono whitespace-nowrap">
      …{id.slice(-8)}
    </Link>
  )
}

const LONGEST_LINE = 60

/** On one line; what is longer opens on demand. */
function Details({ act, details }: { act: string; details: unknown }) {
  const text = describeDetails(act, details as PersonValue)
  if (text.length <= LONGEST_LINE) return text === '' ? '–' : text
  return (
    <details className="break-words">
      <summary>{text.slice(0, LONGEST_LINE - 1)}…</summary>
      {text}
    </details>
  )
}
