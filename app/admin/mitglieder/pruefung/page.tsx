import { staffPage } from '@/app/_edge/page'
import { ActionButton } from '@/components/admin/action-button'
import { Link } from '@/components/kern/link'
import { Text } from '@/components/kern/text'
import { ListCount } from '@/components/list/list-count'
import { ListFilters } from '@/components/list/list-filters'
import { ListPages } from '@/components/list/list-pages'
import { RecordTable } from '@/components/list/record-table'
import { isFreeMail } from '@/lib/accounts/free-mail'
import { listVerifications, type WaitingMember } from '@/lib/accounts/list-verifications'
import { mayDo } from '@/lib/auth/permissions'
import { memberGroupLabels, verificationCauseLabels } from '@/lib/codes'
import { readList } from '@/lib/list'
import { counted, formatInstant } from '@/lib/text'
import { AdminPage } from '../../parts/admin-page'
import { verifyOfDomain } from './actions'
import { filterOf, verificationList } from './parts/list'
import { Signals } from './parts/signals'

const trail = [{ href: '/admin/mitglieder', label: 'Mitglieder' }]

/** Who waits to be verified, the oldest first; those of one domain can be approved together, as they stand here (DS-07). */
export default staffPage('/admin/mitglieder/pruefung', async ({ ctx, member, query }) => {
  const asked = readList(verificationList, query)
  const { domain } = asked.values
  const list = await listVerifications(ctx, filterOf(asked))
  const { members } = list
  const canApprove = domain && !isFreeMail(domain) && members.length > 0 && mayDo(member.role, 'verifyOfDomain')
  return (
    <AdminPage heading="Prüfung der Mitglieder" member={member} part="/admin/mitglieder" trail={trail}>
      <Text>
        Wer hier wartet, kann lesen und das eigene Profil pflegen, aber nichts veröffentlichen und niemandem schreiben.
      </Text>
      <ListFilters list={verificationList} asked={asked} label="Prüfungen filtern" />
      <ListCount {...list} one="Ein Mitglied wartet" many="Mitglieder warten" none="Niemand wartet." />
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
              cell: ({ memberGroup, organisation }) =>
                [memberGroupLabels[memberGroup], organisation].filter(Boolean).join(', '),
            },
            {
              title: 'Domain',
              cell: ({ domain }) => <Link href={`${verificationList.path}?domain=${domain}`}>{domain}</Link>,
            },
            { title: 'Hinweise', cell: (waiting) => <Signals member={waiting} /> },
            { title: 'Anlass', cell: ({ cause }) => verificationCauseLabels[cause] },
            { title: 'Wartet seit', cell: ({ requestedAt }) => formatInstant(requestedAt) },
          ]}
        />
      ) : null}
      {canApprove ? (
        <ActionButton
          action={verifyOfDomain}
          fields={{ domain, ids: members.map(({ id }) => id).join(',') }}
          submit={`${counted(members.length, 'Dieses Mitglied', 'Mitglieder')} von ${domain} bestätigen`}
          prefix="domain"
        />
      ) : null}
      <ListPages list={verificationList} asked={asked} {...list} />
    </AdminPage>
  )
})
