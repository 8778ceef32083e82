import { staffPage } from '@/app/_edge/page'
import { ButtonLink } from '@/components/kern/button-link'
import { Link } from '@/components/kern/link'
import { Text } from '@/components/kern/text'
import { RecordTable } from '@/components/list/record-table'
import { maySee } from '@/lib/auth/permissions'
import { type ListedBulkAct, listBulkActs } from '@/lib/bulk-acts/list-bulk-acts'
import { bulkKindLabels, bulkStateLabels } from '@/lib/codes'
import { formatInstant, formatNumber } from '@/lib/text'
import { AdminPage } from '../../parts/admin-page'

const trail = [{ href: '/admin/mitglieder', label: 'Mitglieder' }]

/** What staff did or want to do with many members at once: a preview and a second person (DS-06). */
export default staffPage('/admin/mitglieder/sammelvorgaenge', async ({ ctx, member }) => {
  const acts = await listBulkActs(ctx)
  return (
    <AdminPage heading="Sammelvorgänge" member={member} part="/admin/mitglieder" trail={trail}>
      <Text className="max-w-2xl">
        Was viele Mitglieder auf einmal betrifft, braucht eine Vorschau und eine zweite Person: Eine Person wählt aus
        und prüft die Vorschau, die Leitung gibt innerhalb eines Tages frei.
      </Text>
      {maySee(member.role, '/admin/mitglieder/sammelvorgaenge/neu') ? (
        <p>
          <ButtonLink href="/admin/mitglieder/sammelvorgaenge/neu">Sammelvorgang vorbereiten</ButtonLink>
        </p>
      ) : null}
      {acts.length === 0 ? (
        <Text muted>Bisher keine.</Text>
      ) : (
        <RecordTable<ListedBulkAct>
          caption="Sammelvorgänge, die neuesten zuerst"
          rows={acts}
          rowKey={({ id }) => id}
          columns={[
            {
              title: 'Vorgang',
              heading: true,
              cell: ({ id, kind }) => (
                <Link href={`/admin/mitglieder/sammelvorgaenge/${id}`}>{bulkKindLabels[kind]}</Link>
              ),
            },
            { title: 'Vorbereitet', cell: ({ preparedAt }) => formatInstant(preparedAt) },
            { title: 'Mitglieder', numeric: true, cell: ({ members }) => formatNumber(members) },
            { title: 'Stand', cell: ({ state }) => bulkStateLabels[state] },
          ]}
        />
      )}
    </AdminPage>
  )
})
