import { staffPage } from '@/app/_edge/page'
import { ButtonLink } from '@/components/kern/button-link'
import { Link } from '@/components/kern/link'
import { Text } from '@/components/kern/text'
import { ListCount } from '@/components/list/list-count'
import { ListFilters } from '@/components/list/list-filters'
import { ListPages } from '@/components/list/list-pages'
import { ListViews } from '@/components/list/list-views'
import { RecordTable } from '@/components/list/record-table'
import { type ListedRequest, listRequests } from '@/lib/access-requests/list-requests'
import { maySee } from '@/lib/auth/permissions'
import { requestKindLabels } from '@/lib/codes'
import { readList } from '@/lib/list'
import { formatDay, formatShortDay } from '@/lib/text'
import { AdminPage } from '../parts/admin-page'
import { RequestStateBadge } from '../parts/request-state'
import { filterOf, requestList } from './parts/list'

export default staffPage('/admin/vorgaenge', async ({ ctx, member, query }) => {
  const asked = readList(requestList, query)
  const { requests, ...list } = await listRequests(ctx, filterOf(asked))
  const closed = asked.values.ansicht === 'geschlossen'
  return (
    <AdminPage heading={closed ? 'Geschlossene Vorgänge' : 'Vorgänge'} member={member} part="/admin/vorgaenge">
      <Text className="max-w-2xl">
        Anliegen zum Datenschutz, die per E-Mail oder Brief gekommen sind. Die Antwort ist innerhalb eines Monats
        fällig. Bestätigte Löschungen werden sofort ausgeführt und stehen danach nur noch im Löschnachweis.
      </Text>
      {maySee(member.role, '/admin/vorgaenge/neu') ? (
        <div className="flex flex-wrap items-center gap-x-6 gap-y-2">
          <ButtonLink href="/admin/vorgaenge/neu">Löschwunsch eintragen</ButtonLink>
          <ButtonLink href="/admin/vorgaenge/neu?art=anliegen" variant="secondary">
            Anderes Anliegen eintragen
          </ButtonLink>
        </div>
      ) : null}
      <p>
        <Link href="/admin/vorgaenge/ohne-konto">Anliegen von Personen ohne Konto</Link>
      </p>
      <ListViews list={requestList} asked={asked} name="ansicht" />
      <ListFilters list={requestList} asked={asked} label="Vorgänge suchen" />
      <ListCount {...list} one="Ein Vorgang" many="Vorgänge" none="Hier gibt es keine Vorgänge." />
      {requests.length > 0 ? (
        <RecordTable<ListedRequest>
          caption={closed ? 'Geschlossene Vorgänge' : 'Offene Vorgänge'}
          rows={requests}
          rowKey={({ id }) => id}
          sorting={{ list: requestList, asked }}
          columns={[
            {
              title: 'Mitglied',
              heading: true,
              clip: true,
              sort: 'name',
              cell: ({ id, surname, givenName }) => (
                <Link href={`/admin/vorgaenge/${id}`}>
                  {surname}, {givenName}
                </Link>
              ),
            },
            { title: 'Anliegen', cell: ({ kind }) => requestKindLabels[kind] },
            { title: 'Eingang', sort: 'eingang', cell: ({ receivedOn }) => formatDay(receivedOn) },
            closed
              ? {
                  title: 'Geschlossen',
                  cell: ({ closedAt }: ListedRequest) => (closedAt ? formatShortDay(closedAt) : '–'),
                }
              : {
                  title: 'Antwort fällig',
                  sort: 'reihenfolge',
                  cell: ({ dueOn }: ListedRequest) => formatDay(dueOn),
                },
            { title: 'Stand', cell: (request) => <RequestStateBadge request={request} /> },
          ]}
        />
      ) : null}
      <ListPages list={requestList} asked={asked} {...list} />
    </AdminPage>
  )
})
