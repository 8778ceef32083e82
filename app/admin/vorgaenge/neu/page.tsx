import { staffPage } from '@/app/_edge/page'
import { MailAddress } from '@/components/admin/mail-address'
import { RecordTable } from '@/components/admin/record-table'
import { Button } from '@/components/kern/button'
import { Link } from '@/components/kern/link'
import { Text } from '@/components/kern/text'
import { memberGroupLabels } from '@/lib/accounts/member-groups'
import { type FoundMember, searchMembers } from '@/lib/accounts/search-members'
import { viewMember } from '@/lib/accounts/view-member'
import { pageRoles } from '@/lib/auth/permissions'
import { type PortalContext } from '@/lib/context'
import { berlinDay } from '@/lib/dates'
import { formatNumber } from '@/lib/text'
import { AdminPage } from '../../_frame/admin-page'
import { FilterText } from '../../_frame/filter-field'
import { readFilters } from '../../mitglieder/filters'
import { OpenRequestForm } from './form'

const trail = [{ href: '/admin/vorgaenge', label: 'Vorgänge' }]

export default staffPage(pageRoles['/admin/vorgaenge/neu'], async ({ ctx, member, query }) => {
  const isErasure = query.art !== 'anliegen'
  const heading = isErasure ? 'Löschwunsch eintragen' : 'Anliegen eintragen'
  const frame = { member, part: '/admin/vorgaenge', trail, notice: query.meldung } as const
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
  const { text } = readFilters(query)
  return (
    <AdminPage heading={`Mitglied für ${isErasure ? 'den Löschwunsch' : 'das Anliegen'} suchen`} {...frame}>
      <Text className="max-w-2xl">
        Suchen Sie das Konto, um das es geht. Gibt es keines, ist nichts gespeichert: Antworten Sie der Person dann
        direkt.
      </Text>
      <search aria-label="Mitglied suchen">
        <form action="/admin/vorgaenge/neu" className="flex max-w-2xl flex-col gap-4">
          {isErasure ? null : <input type="hidden" name="art" value="anliegen" />}
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
      {text ? await results(ctx, text, isErasure) : null}
    </AdminPage>
  )
})

async function results(ctx: PortalContext, text: string, isErasure: boolean) {
  const { members, found } = await searchMembers(ctx, { text, reason: 'request' })
  return (
    <>
      <Text as="div">
        <span role="status">{resultText(members.length, found)}</span>
      </Text>
      {members.length > 0 ? (
        <RecordTable<FoundMember>
          caption="Gefundene Mitglieder"
          rows={members}
          rowKey={({ id }) => id}
          columns={[
            {
              title: 'Name',
              heading: true,
              cell: ({ id, surname, givenName }) => (
                <Link href={`/admin/vorgaenge/neu?mitglied=${id}${isErasure ? '' : '&art=anliegen'}`}>
                  {surname}, {givenName}
                </Link>
              ),
            },
            { title: 'E-Mail-Adresse', cell: ({ email }) => <MailAddress address={email} /> },
            { title: 'Nutzergruppe', cell: ({ memberGroup }) => memberGroupLabels[memberGroup] },
          ]}
        />
      ) : null}
    </>
  )
}

function resultText(shown: number, found: number): string {
  if (found === 0) return 'Kein Mitglied gefunden.'
  if (found > shown)
    return `${formatNumber(found)} Mitglieder gefunden, die ersten ${shown} werden gezeigt. Bitte suchen Sie genauer.`
  return found === 1 ? 'Ein Mitglied gefunden' : `${formatNumber(found)} Mitglieder gefunden`
}
