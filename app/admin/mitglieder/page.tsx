import { staffPage } from '@/app/_edge/page'
import { Button } from '@/components/kern/button'
import { Link } from '@/components/kern/link'
import { ChooseAll } from '@/components/list/choose-all'
import { ListCount } from '@/components/list/list-count'
import { ListFilters } from '@/components/list/list-filters'
import { ListPages } from '@/components/list/list-pages'
import { RecordTable } from '@/components/list/record-table'
import { type FoundMember, searchMembers } from '@/lib/accounts/search-members'
import { mayDo, mayGet, maySee, seesAddresses } from '@/lib/auth/permissions'
import { memberGroupLabels, roleLabels } from '@/lib/codes'
import { addressOf, readList } from '@/lib/list'
import { formatShortDay } from '@/lib/text'
import { AdminPage } from '../parts/admin-page'
import { MemberStateBadge } from '../parts/member-state'
import { type AskedMembers, chosenName, filterOf, memberList } from './parts/list'

const BULK = '/admin/mitglieder/sammelvorgaenge'
const CSV = '/admin/mitglieder/csv'

/** Everybody who has an account: search, filters, order, and acts on the members chosen (DS-06). Looking is on record. */
export default staffPage('/admin/mitglieder', async ({ ctx, member, query }) => {
  const asked = readList(memberList, query)
  const list = await searchMembers(ctx, { ...filterOf(asked), reason: 'administration' })
  const hasAddresses = seesAddresses(member.role)
  const canChoose = mayDo(member.role, 'prepareBulk')
  return (
    <AdminPage heading="Mitglieder" member={member} part="/admin/mitglieder">
      <ListFilters
        list={memberList}
        asked={asked}
        label="Mitglieder suchen"
        inSight={3}
        without={hasAddresses ? [] : ['domain', 'login', 'anmeldung']}
      />
      <p className="flex flex-wrap gap-x-6 gap-y-2">
        {maySee(member.role, '/admin/mitglieder/pruefung') ? (
          <Link href="/admin/mitglieder/pruefung" standalone>
            Prüfung neuer Mitglieder
          </Link>
        ) : null}
        {maySee(member.role, BULK) ? (
          <Link href={BULK} standalone>
            Alle Sammelvorgänge
          </Link>
        ) : null}
        {canChoose && list.found > 0 ? (
          <Link href={addressOf(memberList, asked, { path: `${BULK}/neu` })} standalone>
            Sammelvorgang mit dieser Auswahl
          </Link>
        ) : null}
        {mayGet(member.role, CSV) && list.found > 0 ? (
          <Link href={addressOf(memberList, asked, { path: CSV })} standalone icon="download">
            Als CSV-Datei herunterladen
          </Link>
        ) : null}
      </p>
      <ListCount
        {...list}
        one="Ein Mitglied gefunden"
        many="Mitglieder gefunden"
        none="Kein Mitglied gefunden. Bitte ändern Sie Suche oder Filter."
      />
      {list.members.length > 0 ? (
        <Members members={list.members} asked={asked} hasAddresses={hasAddresses} canChoose={canChoose} />
      ) : null}
      <ListPages list={memberList} asked={asked} {...list} />
    </AdminPage>
  )
})

type Shown = { members: FoundMember[]; asked: AskedMembers; hasAddresses: boolean; canChoose: boolean }

function Members({ members, asked, hasAddresses, canChoose }: Shown) {
  return (
    <>
      {canChoose ? (
        <form id="auswahl" action={`${BULK}/neu`} className="flex flex-wrap items-center gap-x-4">
          <Button variant="secondary" small>
            Sammelvorgang mit den angekreuzten Mitgliedern
          </Button>
          <ChooseAll form="auswahl" />
        </form>
      ) : null}
      <RecordTable<FoundMember>
        caption="Mitglieder"
        rows={members}
        rowKey={({ id }) => id}
        sorting={{ list: memberList, asked }}
        choosing={
          canChoose
            ? {
                form: 'auswahl',
                name: ({ id }) => chosenName(id),
                label: ({ surname, givenName }) => `${surname}, ${givenName} auswählen`,
              }
            : undefined
        }
        columns={[
          {
            title: 'Name',
            heading: true,
            clip: true,
            sort: 'name',
            cell: ({ id, surname, givenName }) => (
              <Link href={`/admin/mitglieder/${id}`}>
                {surname}, {givenName}
              </Link>
            ),
          },
          ...(hasAddresses
            ? [{ title: 'E-Mail-Adresse', clip: true, cell: ({ email }: FoundMember) => email ?? '–' }]
            : []),
          {
            title: 'Unternehmen/Institution',
            clip: true,
            sort: 'einrichtung',
            cell: ({ organisation, memberGroup }) => organisation ?? memberGroupLabels[memberGroup],
          },
          {
            title: 'Zustand',
            cell: ({ state, role }) => (
              <span className="flex flex-wrap items-center gap-x-2 *:whitespace-nowrap">
                <MemberStateBadge state={state} />
                {role === 'member' ? null : <span>{roleLabels[role]}</span>}
              </span>
            ),
          },
          { title: 'Geprüft', sort: 'pruefung', cell: ({ verifiedAt }) => <Day at={verifiedAt} none="nein" /> },
          {
            title: 'Registriert',
            sort: 'registrierung',
            cell: ({ registeredAt }) => <Day at={registeredAt} none="–" />,
          },
          ...(hasAddresses
            ? [
                {
                  title: 'Letzter Login',
                  sort: 'anmeldung' as const,
                  cell: ({ lastLoginAt }: FoundMember) => <Day at={lastLoginAt} none="nie" />,
                },
              ]
            : []),
        ]}
      />
    </>
  )
}

function Day({ at, none }: { at: Date | null; none: string }) {
  return <span className="whitespace-nowrap">{at ? formatShortDay(at) : none}</span>
}
