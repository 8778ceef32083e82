import { staffPage } from '@/app/_edge/page'
import { Link } from '@/components/kern/link'
import { Text } from '@/components/kern/text'
import { memberIdsOf } from '@/lib/accounts/search-members'
import { MOST_TARGETS } from '@/lib/bulk-acts/prepare-bulk-act'
import { addressOf, describeAsked, fieldsOf, readList } from '@/lib/list'
import { formatNumber } from '@/lib/text'
import { AdminPage } from '../../../parts/admin-page'
import { choiceOf, chosenOf, memberList } from '../../parts/list'
import { BulkActForm } from './form'

const trail = [
  { href: '/admin/mitglieder', label: 'Mitglieder' },
  { href: '/admin/mitglieder/sammelvorgaenge', label: 'Sammelvorgänge' },
]

/** For whom the list of members finds, for those ticked in it, or for a list that staff have. */
export default staffPage('/admin/mitglieder/sammelvorgaenge/neu', async ({ ctx, member, query }) => {
  const asked = readList(memberList, query)
  const { length } = await memberIdsOf(ctx, choiceOf(asked), MOST_TARGETS + 1)
  return (
    <AdminPage heading="Sammelvorgang vorbereiten" named={false} member={member} part="/admin/mitglieder" trail={trail}>
      <div className="flex max-w-2xl flex-col gap-6">
        <BulkActForm
          search={new URLSearchParams(fieldsOf(memberList, asked)).toString()}
          found={`${countText(length)} (${describeAsked(memberList, asked) || 'ohne Filter'})`}
          chosen={chosenOf(query)}
        />
        <Text>
          <Link href={addressOf(memberList, asked)} standalone>
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
