import { staffPage } from '@/app/_edge/page'
import { Link } from '@/components/kern/link'
import { Text } from '@/components/kern/text'
import { RecordTable } from '@/components/list/record-table'
import { recordLook } from '@/lib/accounts/name-members'
import { publicationKindLabels } from '@/lib/codes'
import { listSubmitted, type SubmittedPublication } from '@/lib/publications/list-submitted'
import { counted, formatInstant, formatNumber } from '@/lib/text'
import { AdminPage } from '../../parts/admin-page'

const trail = [{ href: '/admin/moderation', label: 'Moderation' }]

/** First publications and corrections that wait for a look by staff, the oldest first (DS-07). */
export default staffPage('/admin/moderation/angebote', async ({ ctx, member }) => {
  const submitted = await listSubmitted(ctx)
  await recordLook(ctx, { shown: [...new Set(submitted.map(({ authorId }) => authorId))], reason: 'moderation' })
  return (
    <AdminPage heading="Eingereichte Angebote" member={member} part="/admin/moderation" trail={trail}>
      <Text as="div" id="anzahl">
        <span role="status">{countText(submitted.length)}</span>
      </Text>
      {submitted.length > 0 ? (
        <RecordTable<SubmittedPublication>
          caption="Eingereichte Angebote"
          rows={submitted}
          rowKey={({ id }) => id}
          columns={[
            {
              title: 'Titel',
              heading: true,
              cell: ({ id, title }) => <Link href={`/admin/moderation/angebote/${id}`}>{title}</Link>,
            },
            {
              title: 'Art',
              cell: ({ kind, isCorrection }) =>
                isCorrection ? `${publicationKindLabels[kind]}, Korrektur` : publicationKindLabels[kind],
            },
            { title: 'Eingereicht von', cell: ({ author }) => author },
            {
              title: 'Bisher veröffentlicht',
              numeric: true,
              cell: ({ published }) => formatNumber(published),
            },
            { title: 'Wartet seit', cell: ({ submittedAt }) => formatInstant(submittedAt) },
          ]}
        />
      ) : null}
    </AdminPage>
  )
})

function countText(count: number): string {
  if (count === 0) return 'Nichts wartet auf eine Veröffentlichung.'
  return counted(count, 'Ein Angebot wartet.', 'Angebote warten.')
}
