import { staffPage } from '@/app/_edge/page'
import { RecordTable } from '@/components/admin/record-table'
import { Button } from '@/components/kern/button'
import { Link } from '@/components/kern/link'
import { Text } from '@/components/kern/text'
import { type FoundMember, searchMembers } from '@/lib/accounts/search-members'
import { viewMember } from '@/lib/accounts/view-member'
import { pageRoles } from '@/lib/auth/permissions'
import { type PortalContext } from '@/lib/context'
import { berlinDay } from '@/lib/dates'
import { announcementsOf } from '@/lib/policies/member-announcements'
import { formatDayOf } from '@/lib/text'
import { AdminPage } from '../../../_frame/admin-page'
import { FilterText } from '../../../_frame/filter-field'
import { readFilters } from '../../../mitglieder/filters'
import { LetterForm } from './form'

const ADDRESS = '/admin/datenschutzerklaerung/widersprueche/neu'
const trail = [
  { href: '/admin/datenschutzerklaerung', label: 'Datenschutzerklärung' },
  { href: '/admin/datenschutzerklaerung/widersprueche', label: 'Widersprüche' },
]

/** An objection that came by letter (DS-11). */
export default staffPage(pageRoles['/admin/datenschutzerklaerung/widersprueche/neu'], async (input) => {
  const { ctx, member, query } = input
  const frame = { member, part: '/admin/datenschutzerklaerung', trail, notice: query.meldung } as const
  const viewed = query.mitglied ? await viewMember(ctx, { accountId: query.mitglied, reason: 'policy' }) : undefined
  const versions = viewed?.outcome === 'found' ? await announcementsOf(ctx, viewed.member.id) : []
  if (viewed?.outcome === 'found' && versions.length > 0) {
    const { id, givenName, surname } = viewed.member
    return (
      <AdminPage heading="Widerspruch per Brief eintragen" named={false} {...frame}>
        <div className="flex max-w-2xl flex-col gap-6">
          <LetterForm
            accountId={id}
            name={`${givenName} ${surname}`}
            versions={versions.map(({ versionNumber, publishedAt }) => ({
              value: String(versionNumber),
              label: `Fassung ${versionNumber} vom ${formatDayOf(publishedAt)}`,
            }))}
            today={berlinDay(ctx.now())}
          />
        </div>
      </AdminPage>
    )
  }
  const { text } = readFilters(query)
  return (
    <AdminPage heading="Mitglied für den Widerspruch suchen" {...frame}>
      {viewed?.outcome === 'found' ? (
        <Text>Für dieses Mitglied gibt es keine neuere Fassung, der es widersprechen kann.</Text>
      ) : null}
      <search aria-label="Mitglied suchen">
        <form action={ADDRESS} className="flex max-w-2xl flex-col gap-4">
          <FilterText
            name="suche"
            label="Suche"
            value={text}
            hint="Name, E-Mail-Adresse oder Unternehmen/Institution"
          />
          <div>
            <Button icon="search">Suchen</Button>
          </div>
        </form>
      </search>
      {text ? await results(ctx, text) : null}
    </AdminPage>
  )
})

async function results(ctx: PortalContext, text: string) {
  const { members, found } = await searchMembers(ctx, { text, reason: 'policy' })
  if (found === 0) return <Text>Kein Mitglied gefunden.</Text>
  return (
    <>
      {found > members.length ? (
        <Text>
          Die ersten {members.length} von {found} werden gezeigt. Bitte suchen Sie genauer.
        </Text>
      ) : null}
      <RecordTable<FoundMember>
        caption="Gefundene Mitglieder"
        rows={members}
        rowKey={({ id }) => id}
        columns={[
          {
            title: 'Name',
            heading: true,
            cell: ({ id, surname, givenName }) => (
              <Link href={`${ADDRESS}?mitglied=${id}`}>
                {surname}, {givenName}
              </Link>
            ),
          },
          { title: 'Unternehmen/Institution', cell: ({ organisation }) => organisation ?? '–' },
        ]}
      />
    </>
  )
}
