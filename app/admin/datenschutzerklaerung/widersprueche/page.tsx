import { staffPage } from '@/app/_edge/page'
import { ButtonLink } from '@/components/kern/button-link'
import { Link } from '@/components/kern/link'
import { Pagination } from '@/components/kern/pagination'
import { Text } from '@/components/kern/text'
import { RecordTable } from '@/components/list/record-table'
import { nameMembers } from '@/lib/accounts/name-members'
import { maySee } from '@/lib/auth/permissions'
import { objectionDecisionLabels } from '@/lib/codes'
import { type ListedObjection, listObjections } from '@/lib/policies/list-objections'
import { formatDay } from '@/lib/text'
import { AdminPage } from '../../parts/admin-page'

const ADDRESS = '/admin/datenschutzerklaerung/widersprueche'
const trail = [{ href: '/admin/datenschutzerklaerung', label: 'Datenschutzerklärung' }]

/** Objections to new versions, and what is done about them (DS-11). */
export default staffPage('/admin/datenschutzerklaerung/widersprueche', async ({ ctx, member, query }) => {
  const all = query.ansicht === 'alle'
  const { objections, page, pages } = await listObjections(ctx, { undecided: !all, page: Number(query.seite) || 1 })
  const names = await nameMembers(ctx, { accountIds: objections.map(({ accountId }) => accountId), reason: 'policy' })
  return (
    <AdminPage
      heading={all ? 'Alle Widersprüche' : 'Widersprüche ohne Entscheidung'}
      member={member}
      part="/admin/datenschutzerklaerung"
      trail={trail}
    >
      <Text className="max-w-2xl">
        Für Mitglieder, die widersprochen haben, gilt die bisherige Fassung weiter. Entscheiden Sie, ob das Konto so
        bleiben kann, ob Sie mit dem Mitglied sprechen oder ihm die Löschung anbieten.
      </Text>
      <div className="flex flex-wrap items-center gap-x-6 gap-y-2">
        {maySee(member.role, `${ADDRESS}/neu`) ? (
          <ButtonLink href={`${ADDRESS}/neu`}>Widerspruch aus Brief oder E-Mail eintragen</ButtonLink>
        ) : null}
        <Link href={all ? ADDRESS : `${ADDRESS}?ansicht=alle`} standalone>
          {all ? 'Nur ohne Entscheidung' : 'Alle Widersprüche'}
        </Link>
      </div>
      {objections.length === 0 ? (
        <Text muted>Hier gibt es keine Widersprüche.</Text>
      ) : (
        <Objections objections={objections} names={names} />
      )}
      <Pagination
        page={page}
        pages={pages}
        href={(to) => `${ADDRESS}?${all ? 'ansicht=alle&' : ''}seite=${to}`}
        label="Seiten der Liste"
      />
    </AdminPage>
  )
})

function Objections({ objections, names }: { objections: ListedObjection[]; names: Map<string, string> }) {
  return (
    <RecordTable<ListedObjection>
      caption="Widersprüche"
      rows={objections}
      rowKey={({ id }) => id}
      columns={[
        {
          title: 'Mitglied',
          heading: true,
          cell: ({ id, accountId }) => <Link href={`${ADDRESS}/${id}`}>{names.get(accountId) ?? 'gelöscht'}</Link>,
        },
        { title: 'Fassung', numeric: true, cell: ({ versionNumber }) => versionNumber },
        { title: 'Eingang', cell: ({ receivedOn }) => formatDay(receivedOn) },
        { title: 'Weg', cell: ({ enteredBy }) => (enteredBy ? 'Schreiben' : 'Portal') },
        { title: 'Stand', cell: objectionState },
      ]}
    />
  )
}

function objectionState({ withdrawnAt, decision }: ListedObjection): string {
  if (withdrawnAt) return 'Zurückgezogen'
  return decision ? objectionDecisionLabels[decision as keyof typeof objectionDecisionLabels] : 'Ohne Entscheidung'
}
