import { staffPage } from '@/app/_edge/page'
import { Link } from '@/components/kern/link'
import { Text } from '@/components/kern/text'
import { RecordTable } from '@/components/list/record-table'
import { listVerifications, type WaitingMember } from '@/lib/accounts/list-verifications'
import { memberGroupLabels, verificationCauseLabels } from '@/lib/codes'
import { counted, formatInstant } from '@/lib/text'
import { AdminPage } from '../../parts/admin-page'

const trail = [{ href: '/admin/mitglieder', label: 'Mitglieder' }]

/** Who waits to be verified, the oldest first (DS-07). */
export default staffPage('/admin/mitglieder/pruefung', async ({ ctx, member }) => {
  const { members, waiting } = await listVerifications(ctx)
  return (
    <AdminPage heading="Prüfung der Mitglieder" member={member} part="/admin/mitglieder" trail={trail}>
      <Text>
        Wer hier wartet, kann lesen und das eigene Profil pflegen, aber nichts veröffentlichen und niemandem schreiben.
      </Text>
      <Text as="div" id="anzahl">
        <span role="status">{countText(waiting, members.length)}</span>
      </Text>
      {members.length > 0 ? (
        <RecordTable<WaitingMember>
          caption="Wartende Prüfungen"
          rows={members}
          rowKey={({ id }) => id}
          columns={[
            {
              title: 'Name',
              heading: true,
              cell: ({ id, surname, givenName }) => (
                <Link href={`/admin/mitglieder/pruefung/${id}`}>
                  {surname}, {givenName}
                </Link>
              ),
            },
            {
              title: 'Nutzergruppe',
              cell: ({ memberGroup, organisation }) => (
                <>
                  {memberGroupLabels[memberGroup]}
                  {organisation ? <span className="block text-muted">{organisation}</span> : null}
                </>
              ),
            },
            { title: 'Anlass', cell: ({ cause }) => verificationCauseLabels[cause] ?? cause },
            { title: 'Wartet seit', cell: ({ requestedAt }) => formatInstant(requestedAt) },
          ]}
        />
      ) : null}
    </AdminPage>
  )
})

function countText(waiting: number, shown: number): string {
  if (waiting === 0) return 'Niemand wartet.'
  const count = counted(waiting, 'Ein Mitglied wartet', 'Mitglieder warten')
  return waiting > shown ? `${count}. Hier stehen die ersten ${shown}.` : `${count}.`
}
