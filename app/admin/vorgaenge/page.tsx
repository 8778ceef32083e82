import { staffPage } from '@/app/_edge/page'
import { RecordTable } from '@/components/admin/record-table'
import { ButtonLink } from '@/components/kern/button-link'
import { Link } from '@/components/kern/link'
import { Pagination } from '@/components/kern/pagination'
import { Text } from '@/components/kern/text'
import { type ListedRequest, listRequests } from '@/lib/access-requests/list-requests'
import { maySee } from '@/lib/auth/permissions'
import { requestKindLabels } from '@/lib/codes'
import { formatDay, formatDayOf } from '@/lib/text'
import { AdminPage } from '../parts/admin-page'
import { RequestStateBadge } from '../parts/request-state'

export default staffPage('/admin/vorgaenge', async ({ ctx, member, query }) => {
  const closed = query.ansicht === 'geschlossen'
  const { requests, page, pages } = await listRequests(ctx, { closed, page: Number(query.seite) || 1 })
  const address = closed ? '/admin/vorgaenge?ansicht=geschlossen' : '/admin/vorgaenge'
  return (
    <AdminPage heading={closed ? 'Geschlossene Vorgänge' : 'Vorgänge'} member={member} part="/admin/vorgaenge">
      <Text className="max-w-2xl">
        Anliegen zum Datenschutz, die per E-Mail oder Brief gekommen sind. Die Antwort ist innerhalb eines Monats
        fällig. Bestätigte Löschungen werden sofort ausgeführt und stehen danach nur noch im Löschnachweis.
      </Text>
      <div className="flex flex-wrap items-center gap-x-6 gap-y-2">
        {maySee(member.role, '/admin/vorgaenge/neu') ? (
          <>
            <ButtonLink href="/admin/vorgaenge/neu">Löschwunsch eintragen</ButtonLink>
            <ButtonLink href="/admin/vorgaenge/neu?art=anliegen" variant="secondary">
              Anderes Anliegen eintragen
            </ButtonLink>
          </>
        ) : null}
        {closed ? (
          <Link href="/admin/vorgaenge" standalone>
            Offene Vorgänge
          </Link>
        ) : (
          <Link href="/admin/vorgaenge?ansicht=geschlossen" standalone>
            Geschlossene Vorgänge
          </Link>
        )}
      </div>
      {requests.length > 0 ? (
        <Requests requests={requests} closed={closed} />
      ) : (
        <Text muted>Hier gibt es keine Vorgänge.</Text>
      )}
      <Pagination
        page={page}
        pages={pages}
        href={(to) => `${address}${closed ? '&' : '?'}seite=${to}`}
        label="Seiten der Liste"
      />
    </AdminPage>
  )
})

function Requests({ requests, closed }: { requests: ListedRequest[]; closed: boolean }) {
  return (
    <RecordTable<ListedRequest>
      caption={closed ? 'Geschlossene Vorgänge' : 'Offene Vorgänge'}
      rows={requests}
      rowKey={({ id }) => id}
      columns={[
        {
          title: 'Mitglied',
          heading: true,
          cell: ({ id, surname, givenName }) => (
            <Link href={`/admin/vorgaenge/${id}`}>
              {surname}, {givenName}
            </Link>
          ),
        },
        { title: 'Anliegen', cell: ({ kind }) => requestKindLabels[kind] },
        { title: 'Eingang', cell: ({ receivedOn }) => formatDay(receivedOn) },
        closed
          ? { title: 'Geschlossen', cell: ({ closedAt }: ListedRequest) => (closedAt ? formatDayOf(closedAt) : '–') }
          : { title: 'Antwort fällig', cell: ({ dueOn }: ListedRequest) => formatDay(dueOn) },
        { title: 'Stand', cell: (request) => <RequestStateBadge request={request} /> },
      ]}
    />
  )
}
