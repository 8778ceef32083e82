import { staffPage } from '@/app/_edge/page'
import { Link } from '@/components/kern/link'
import { Text } from '@/components/kern/text'
import { viewMember } from '@/lib/accounts/view-member'
import { berlinDay } from '@/lib/dates'
import { AdminPage } from '../../parts/admin-page'
import { memberSearch } from '../../parts/member-search'
import { OpenRequestForm } from './form'

const trail = [{ href: '/admin/vorgaenge', label: 'Vorgänge' }]

export default staffPage('/admin/vorgaenge/neu', async ({ ctx, member, query }) => {
  const isErasure = query.art !== 'anliegen'
  const heading = isErasure ? 'Löschwunsch eintragen' : 'Anliegen eintragen'
  const frame = { member, part: '/admin/vorgaenge', trail } as const
  const viewed = query.mitglied ? await viewMember(ctx, { accountId: query.mitglied, reason: 'request' }) : undefined
  if (viewed?.outcome === 'found') {
    const { id, givenName, surname, email } = viewed.member
    return (
      <AdminPage heading={heading} named={false} {...frame}>
        <div className="flex max-w-2xl flex-col gap-6">
          <OpenRequestForm
            accountId={id}
            name={`${givenName} ${surname}`}
            email={email ?? ''}
            today={berlinDay(ctx.now())}
            isErasure={isErasure}
          />
        </div>
      </AdminPage>
    )
  }
  return (
    <AdminPage heading={`Mitglied für ${isErasure ? 'den Löschwunsch' : 'das Anliegen'} suchen`} {...frame}>
      <Text className="max-w-2xl">
        Suchen Sie das Konto, um das es geht. Gibt es keines, kann trotzdem etwas gespeichert sein, und die Person
        bekommt eine Antwort: <Link href="/admin/vorgaenge/ohne-konto/neu">Anliegen ohne Konto eintragen</Link>.
      </Text>
      {
        await memberSearch(ctx, {
          query,
          address: '/admin/vorgaenge/neu',
          keep: isErasure ? {} : { art: 'anliegen' },
          reason: 'request',
        })
      }
    </AdminPage>
  )
})
