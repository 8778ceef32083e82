import { staffPage } from '@/app/_edge/page'
import { ActionButton } from '@/components/admin/action-button'
import { MailAddress } from '@/components/admin/mail-address'
import { RecordTable } from '@/components/admin/record-table'
import { Heading } from '@/components/kern/heading'
import { Link } from '@/components/kern/link'
import { Text } from '@/components/kern/text'
import { Section } from '@/components/layout/page'
import { listStaff, type Staff } from '@/lib/accounts/list-staff'
import { IDLE_STAFF_PERIOD } from '@/lib/accounts/retire-idle-staff'
import { roleLabels } from '@/lib/codes'
import { formatInstant } from '@/lib/text'
import { AdminPage } from '../_frame/admin-page'
import { changeRole, resetSecondFactor } from './actions'
import { AppointForm } from './form'

/** Who may do what in the administration (DS-06). Nobody changes the own role; the last admin stays. */
export default staffPage('/admin/team', async ({ ctx, member }) => {
  const staff = await listStaff(ctx)
  return (
    <AdminPage heading="Team" member={member} part="/admin/team">
      <Text>
        Wer sich {IDLE_STAFF_PERIOD} Tage nicht anmeldet, verliert die Rolle von selbst. Die eigene Rolle ändert
        niemand; eine Person mit der Rolle Administration bleibt immer.
      </Text>
      <RecordTable<Staff>
        caption="Personen mit einer Rolle in der Verwaltung"
        rows={staff}
        rowKey={({ id }) => id}
        columns={[
          {
            title: 'Name',
            heading: true,
            cell: ({ id, surname, givenName, email }) => (
              <>
                <Link href={`/admin/mitglieder/${id}`}>
                  {surname}, {givenName}
                </Link>
                <span className="block">
                  <MailAddress address={email} />
                </span>
              </>
            ),
          },
          { title: 'Rolle', cell: ({ role }) => roleLabels[role] },
          {
            title: 'Letzter Login',
            cell: ({ lastLoginAt }) => (lastLoginAt ? formatInstant(lastLoginAt) : 'noch nie'),
          },
          { title: 'Zweiter Faktor', cell: ({ hasFactor }) => (hasFactor ? 'eingerichtet' : 'fehlt noch') },
          {
            title: 'Ändern',
            cell: (person) => (person.id === member.accountId ? 'Ihr eigenes Konto' : <Changes person={person} />),
          },
        ]}
      />
      <Section labelledBy="aufnehmen">
        <Heading level={2} size="medium" id="aufnehmen">
          Ins Team aufnehmen oder Rolle ändern
        </Heading>
        <AppointForm
          roles={(['moderator', 'admin', 'dpo'] as const).map((value) => ({ value, label: roleLabels[value] }))}
        />
      </Section>
    </AdminPage>
  )
})

function Changes({ person: { id, surname, givenName, hasFactor } }: { person: Staff }) {
  const name = `${givenName} ${surname}`
  return (
    <div className="flex flex-col gap-2">
      <ActionButton
        action={changeRole}
        fields={{ accountId: id, role: 'member' }}
        submit={`${name} die Rolle entziehen`}
        prefix={`rolle-${id}`}
      />
      {hasFactor ? (
        <ActionButton
          action={resetSecondFactor}
          fields={{ accountId: id }}
          submit={`Zweiten Faktor von ${name} zurücksetzen`}
          prefix={`faktor-${id}`}
        />
      ) : null}
    </div>
  )
}
