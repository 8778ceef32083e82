import { staffPage } from '@/app/_edge/page'
import { MailAddress } from '@/components/admin/mail-address'
import { RecordTable } from '@/components/admin/record-table'
import { FilterSelect, FilterText } from '@/components/forms/filter-field'
import { Button } from '@/components/kern/button'
import { Link } from '@/components/kern/link'
import { Pagination } from '@/components/kern/pagination'
import { Text } from '@/components/kern/text'
import { type FoundMember, type MemberPage, searchMembers } from '@/lib/accounts/search-members'
import { maySee, seesAddresses } from '@/lib/auth/permissions'
import { memberGroupLabels, memberStateLabels, roleLabels } from '@/lib/codes'
import { formatDayOf, formatNumber } from '@/lib/text'
import { AdminPage } from '../parts/admin-page'
import { MemberStateBadge } from '../parts/member-state'
import { addressOf, bulkAddressOf, codeOfOrder, type Filters, readFilters } from './parts/filters'

export default staffPage('/admin/mitglieder', async ({ ctx, member, query }) => {
  const filters = readFilters(query)
  const list = await searchMembers(ctx, { ...filters, reason: 'administration' })
  const hasAddresses = seesAddresses(member.role)
  return (
    <AdminPage heading="Mitglieder" member={member} part="/admin/mitglieder">
      <Search filters={filters} hasAddresses={hasAddresses} />
      <Text as="div" id="anzahl">
        <span role="status">{countText(list)}</span>
      </Text>
      {maySee(member.role, '/admin/mitglieder/pruefung') ? (
        <p>
          <Link href="/admin/mitglieder/pruefung" standalone>
            Prüfung neuer Mitglieder
          </Link>
        </p>
      ) : null}
      {maySee(member.role, '/admin/mitglieder/sammelvorgaenge') ? (
        <p className="flex flex-wrap gap-x-6 gap-y-2">
          {maySee(member.role, '/admin/mitglieder/sammelvorgaenge/neu') && list.found > 0 ? (
            <Link href={bulkAddressOf(filters)} standalone>
              Sammelvorgang mit dieser Auswahl
            </Link>
          ) : null}
          <Link href="/admin/mitglieder/sammelvorgaenge" standalone>
            Alle Sammelvorgänge
          </Link>
        </p>
      ) : null}
      {list.members.length > 0 ? <Members list={list} hasAddresses={hasAddresses} /> : null}
      <Pagination
        page={list.page}
        pages={list.pages}
        href={(page) => addressOf(filters, page)}
        label="Seiten der Liste"
      />
    </AdminPage>
  )
})

function Search({ filters, hasAddresses }: { filters: Filters; hasAddresses: boolean }) {
  return (
    <search aria-label="Mitglieder suchen">
      <form action="/admin/mitglieder" className="flex flex-col gap-4">
        <FilterText
          name="suche"
          label="Suche"
          value={filters.text}
          hint={
            hasAddresses ? 'Name, E-Mail-Adresse oder Unternehmen/Institution' : 'Name oder Unternehmen/Institution'
          }
        />
        <div className="grid grid-cols-1 gap-4 sm:grid-cols-2 lg:grid-cols-4">
          <FilterSelect
            name="gruppe"
            label="Nutzergruppe"
            value={filters.memberGroup}
            all="Alle"
            options={memberGroupLabels}
          />
          <FilterSelect name="zustand" label="Zustand" value={filters.state} all="Alle" options={memberStateLabels} />
          <FilterSelect name="rolle" label="Rolle" value={filters.role} all="Alle" options={roleLabels} />
          <FilterSelect name="sortierung" label="Sortierung" value={codeOfOrder(filters.order)} options={orderLabels} />
        </div>
        <div className="flex flex-wrap items-center gap-x-6 gap-y-2">
          <Button icon="search">Suchen</Button>
          <Link href="/admin/mitglieder" standalone>
            Filter zurücksetzen
          </Link>
        </div>
      </form>
    </search>
  )
}

const orderLabels = {
  name: 'Name',
  registrierung: 'Neueste Registrierung zuerst',
  anmeldung: 'Letzter Login zuerst',
}

function countText({ found, isMore, page, pages }: MemberPage): string {
  if (found === 0) return 'Kein Mitglied gefunden. Bitte ändern Sie Suche oder Filter.'
  const count = found === 1 ? 'Ein Mitglied' : `${isMore ? 'Mehr als ' : ''}${formatNumber(found)} Mitglieder`
  return pages > 1 ? `${count} gefunden, Seite ${page} von ${formatNumber(pages)}` : `${count} gefunden`
}

function Members({ list, hasAddresses }: { list: MemberPage; hasAddresses: boolean }) {
  return (
    <RecordTable<FoundMember>
      caption="Mitglieder"
      rows={list.members}
      rowKey={({ id }) => id}
      columns={[
        {
          title: 'Name',
          heading: true,
          cell: ({ id, surname, givenName }) => (
            <Link href={`/admin/mitglieder/${id}`}>
              {surname}, {givenName}
            </Link>
          ),
        },
        ...(hasAddresses
          ? [{ title: 'E-Mail-Adresse', cell: ({ email }: FoundMember) => <MailAddress address={email} /> }]
          : []),
        {
          title: 'Nutzergruppe',
          cell: ({ memberGroup, organisation }) => (
            <>
              {memberGroupLabels[memberGroup]}
              {organisation ? <span className="block text-muted">{organisation}</span> : null}
            </>
          ),
        },
        {
          title: 'Zustand',
          cell: ({ state, role }) => (
            <span className="flex flex-wrap items-center gap-2">
              <MemberStateBadge state={state} />
              {role === 'member' ? null : <span>{roleLabels[role]}</span>}
            </span>
          ),
        },
        {
          title: 'Letzter Login',
          cell: ({ lastLoginAt }) => (
            <span className="whitespace-nowrap">{lastLoginAt ? formatDayOf(lastLoginAt) : 'noch nie'}</span>
          ),
        },
      ]}
    />
  )
}
