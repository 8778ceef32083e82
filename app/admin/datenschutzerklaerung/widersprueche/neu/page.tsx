import { staffPage } from '@/app/_edge/page'
import { Text } from '@/components/kern/text'
import { viewMember } from '@/lib/accounts/view-member'
import { berlinDay } from '@/lib/dates'
import { announcementsOf } from '@/lib/policies/member-announcements'
import { formatDayOf } from '@/lib/text'
import { AdminPage } from '../../../parts/admin-page'
import { memberSearch } from '../../../parts/member-search'
import { LetterForm } from './form'

const ADDRESS = '/admin/datenschutzerklaerung/widersprueche/neu'
const trail = [
  { href: '/admin/datenschutzerklaerung', label: 'Datenschutzerklärung' },
  { href: '/admin/datenschutzerklaerung/widersprueche', label: 'Widersprüche' },
]

/** An objection that came by letter (DS-11). */
export default staffPage('/admin/datenschutzerklaerung/widersprueche/neu', async (input) => {
  const { ctx, member, query } = input
  const frame = { member, part: '/admin/datenschutzerklaerung', trail } as const
  const viewed = query.mitglied ? await viewMember(ctx, { accountId: query.mitglied, reason: 'policy' }) : undefined
  const versions = viewed?.outcome === 'found' ? await announcementsOf(ctx, viewed.member.id) : []
  if (viewed?.outcome === 'found' && versions.length > 0) {
    const { id, givenName, surname } = viewed.member
    return (
      <AdminPage heading="Widerspruch aus Brief oder E-Mail eintragen" named={false} {...frame}>
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
  return (
    <AdminPage heading="Mitglied für den Widerspruch suchen" {...frame}>
      {viewed?.outcome === 'found' ? (
        <Text>Für dieses Mitglied gibt es keine neuere Fassung, der es widersprechen kann.</Text>
      ) : null}
      {await memberSearch(ctx, { query, address: ADDRESS, reason: 'policy' })}
    </AdminPage>
  )
})
