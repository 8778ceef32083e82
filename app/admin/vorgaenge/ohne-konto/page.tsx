import { staffPage } from '@/app/_edge/page'
import { Badge } from '@/components/kern/badge'
import { ButtonLink } from '@/components/kern/button-link'
import { Link } from '@/components/kern/link'
import { Text } from '@/components/kern/text'
import { RecordTable } from '@/components/list/record-table'
import { type ListedOutside, listOutsideRequests } from '@/lib/access-requests/list-outside-requests'
import { maySee } from '@/lib/auth/permissions'
import { labelOf, requestKindLabels, requestOutcomeLabels } from '@/lib/codes'
import { dayOfSqlDate } from '@/lib/dates'
import { formatDay } from '@/lib/text'
import { AdminPage } from '../../parts/admin-page'

const trail = [{ href: '/admin/vorgaenge', label: 'Vorgänge' }]

/** Requests of people without an account (DS-12; GDPR Art. 12). */
export default staffPage('/admin/vorgaenge/ohne-konto', async ({ ctx, member }) => {
  const requests = await listOutsideRequests(ctx)
  return (
    <AdminPage heading="Anliegen von Personen ohne Konto" member={member} part="/admin/vorgaenge" trail={trail}>
      <Text className="max-w-2xl">
        Auch wer kein Konto hat, hat Rechte: wer einen Inhalt gemeldet oder dem Portal geschrieben hat, oder wissen
        möchte, ob etwas gespeichert ist. Die Antwort ist innerhalb eines Monats fällig, auch wenn nichts gespeichert
        ist.
      </Text>
      {maySee(member.role, '/admin/vorgaenge/ohne-konto/neu') ? (
        <p>
          <ButtonLink href="/admin/vorgaenge/ohne-konto/neu">Anliegen ohne Konto eintragen</ButtonLink>
        </p>
      ) : null}
      {requests.length === 0 ? <Text>Hier gibt es keine Anliegen.</Text> : null}
      {requests.length > 0 ? (
        <RecordTable<ListedOutside>
          caption="Anliegen von Personen ohne Konto"
          rows={requests}
          rowKey={({ id }) => id}
          columns={[
            {
              title: 'Person',
              heading: true,
              clip: true,
              cell: ({ id, name }) => <Link href={`/admin/vorgaenge/ohne-konto/${id}`}>{name}</Link>,
            },
            { title: 'Anliegen', cell: ({ kind }) => requestKindLabels[kind] },
            { title: 'Eingang', cell: ({ receivedOn }) => formatDay(dayOfSqlDate(receivedOn)) },
            { title: 'Antwort fällig', cell: ({ dueOn }) => formatDay(dayOfSqlDate(dueOn)) },
            {
              title: 'Stand',
              cell: ({ outcome, preparedAt }) =>
                outcome ? (
                  <Badge variant="success">{labelOf(requestOutcomeLabels, outcome)}</Badge>
                ) : (
                  <Badge variant="warning">{preparedAt ? 'Wartet auf Freigabe' : 'Wartet auf Antwort'}</Badge>
                ),
            },
          ]}
        />
      ) : null}
    </AdminPage>
  )
})
