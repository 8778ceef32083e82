import { staffPage } from '@/app/_edge/page'
import { Link } from '@/components/kern/link'
import { Text } from '@/components/kern/text'
import { memberIdsOf } from '@/lib/accounts/search-members'
import { MOST_TARGETS } from '@/lib/bulk-acts/prepare-bulk-act'
import { memberGroupLabels, memberStateLabels, roleLabels } from '@/lib/codes'
import { formatNumber } from '@/lib/text'
import { AdminPage } from '../../../parts/admin-page'
import { addressOf, type Filters, fieldsOf, readFilters } from '../../parts/filters'
import { BulkActForm } from './form'

const trail = [
  { href: '/admin/mitglieder', label: 'Mitglieder' },
  { href: '/admin/mitglieder/sammelvorgaenge', label: 'Sammelvorgänge' },
]

export default staffPage('/admin/mitglieder/sammelvorgaenge/neu', async ({ ctx, member, query }) => {
  const filters = readFilters(query)
  const { length } = await memberIdsOf(ctx, filters, MOST_TARGETS + 1)
  return (
    <AdminPage heading="Sammelvorgang vorbereiten" named={false} member={member} part="/admin/mitglieder" trail={trail}>
      <div className="flex max-w-2xl flex-col gap-6">
        <BulkActForm search={fieldsOf(filters)} found={`${countText(length)} (${searchText(filters)})`} />
        <Text>
          <Link href={addressOf(filters, 1)} standalone>
            Auswahl in der Liste der Mitglieder ändern
          </Link>
        </Text>
      </div>
    </AdminPage>
  )
})

function countText(found: number): string {
  if (found > MOST_TARGETS) return `Mehr als ${formatNumber(MOST_TARGETS)} Mitglieder der Suche`
  return found === 1 ? 'Das eine Mitglied der Suche' : `Alle ${formatNumber(found)} Mitglieder der Suche`
}

function searchText({ text, memberGroup, state, role }: Filters): string {
  const parts = [
    text && `„${text}“`,
    memberGroup && memberGroupLabels[memberGroup],
    state && memberStateLabels[state],
    role && roleLabels[role],
  ].filter(Boolean)
  return parts.length > 0 ? parts.join(', ') : 'ohne Filter'
}
