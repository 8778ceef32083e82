import { staffPage } from '@/app/_edge/page'
import { ButtonLink } from '@/components/kern/button-link'
import { Link } from '@/components/kern/link'
import { Text } from '@/components/kern/text'
import { Section } from '@/components/layout/page'
import { ListCount } from '@/components/list/list-count'
import { ListFilters } from '@/components/list/list-filters'
import { ListPages } from '@/components/list/list-pages'
import { RecordTable } from '@/components/list/record-table'
import { recordLook } from '@/lib/accounts/name-members'
import { maySee } from '@/lib/auth/permissions'
import { type ListedDisclosure, listDisclosures } from '@/lib/disclosure/list-disclosures'
import { type ListedHold, listHolds } from '@/lib/disclosure/list-holds'
import { readList } from '@/lib/list'
import { formatDay, formatDayOf } from '@/lib/text'
import { AdminPage } from '../parts/admin-page'
import { disclosureList, filterOf } from './parts/list'
import { disclosureState } from './parts/state'

export default staffPage('/admin/herausgabe', async ({ ctx, member, query }) => {
  const asked = readList(disclosureList, query)
  const [{ disclosures, ...list }, holds] = await Promise.all([listDisclosures(ctx, filterOf(asked)), listHolds(ctx)])
  await recordLook(ctx, { shown: holds.map(({ accountId }) => accountId), reason: 'dispute' })
  return (
    <AdminPage heading="Herausgabe" member={member} part="/admin/herausgabe">
      <Text className="max-w-2xl">
        Auf richterliche Anordnung werden die angeordneten Angaben herausgegeben, ohne dass die Person davon erfährt.
        Eine Person bereitet vor, die Leitung gibt frei. Das Verzeichnis enthält nie die Daten selbst.
      </Text>
      {maySee(member.role, '/admin/herausgabe/neu') ? (
        <p>
          <ButtonLink href="/admin/herausgabe/neu">Anordnung eintragen</ButtonLink>
        </p>
      ) : null}
      <Section id="verzeichnis" title="Verzeichnis der Herausgaben">
        <ListFilters list={disclosureList} asked={asked} label="Herausgaben suchen" />
        <ListCount {...list} one="Eine Herausgabe" many="Herausgaben" none="Keine gefunden." />
        {disclosures.length === 0 ? null : (
          <RecordTable<ListedDisclosure>
            caption="Verzeichnis der Herausgaben"
            rows={disclosures}
            rowKey={({ id }) => id}
            sorting={{ list: disclosureList, asked }}
            columns={[
              {
                title: 'Aktenzeichen',
                heading: true,
                clip: true,
                cell: ({ id, fileNumber }) => <Link href={`/admin/herausgabe/${id}`}>{fileNumber}</Link>,
              },
              { title: 'Gericht', clip: true, cell: ({ court }) => court },
              { title: 'Behörde', clip: true, cell: ({ authority }) => authority },
              { title: 'Anordnung vom', sort: 'anordnung', cell: ({ orderedOn }) => formatDay(orderedOn) },
              { title: 'Stand', cell: disclosureState },
            ]}
          />
        )}
        <ListPages list={disclosureList} asked={asked} {...list} />
      </Section>
      <Section id="loeschsperren" title="Löschsperren">
        <Text>Löschsperren werden auf der Seite des Mitglieds beantragt und freigegeben.</Text>
        {holds.length === 0 ? (
          <Text muted>Zurzeit keine.</Text>
        ) : (
          <RecordTable<ListedHold>
            caption="Löschsperren und Anträge"
            rows={holds}
            rowKey={({ accountId }) => accountId}
            columns={[
              {
                title: 'Mitglied',
                heading: true,
                cell: ({ accountId, surname, givenName }) => (
                  <Link href={`/admin/mitglieder/${accountId}`}>
                    {surname}, {givenName}
                  </Link>
                ),
              },
              { title: 'Gilt seit', cell: ({ placedAt }) => (placedAt ? formatDayOf(placedAt) : 'noch nicht') },
              { title: 'Überprüfung', cell: ({ reviewOn }) => (reviewOn ? formatDay(reviewOn) : '–') },
              {
                title: 'Antrag',
                cell: ({ asked }) => (asked === 'place' ? 'Setzen' : asked === 'lift' ? 'Aufheben' : '–'),
              },
            ]}
          />
        )}
      </Section>
    </AdminPage>
  )
})
