import { Fragment } from 'react'
import { staffPage } from '@/app/_edge/page'
import { ActionButton } from '@/components/admin/action-button'
import { MailAddress } from '@/components/admin/mail-address'
import { PortalForm } from '@/components/forms/portal-form'
import { DescriptionList } from '@/components/kern/description-list'
import { Heading } from '@/components/kern/heading'
import { Link } from '@/components/kern/link'
import { Text } from '@/components/kern/text'
import { Section } from '@/components/layout/page'
import { RecordTable } from '@/components/list/record-table'
import { listStaff, type Staff } from '@/lib/accounts/list-staff'
import { type ListedStaffChange, listStaffChanges } from '@/lib/accounts/list-staff-changes'
import { IDLE_STAFF_PERIOD } from '@/lib/accounts/retire-idle-staff'
import { INDEPENDENCE_PERIOD, STAFF_CHANGE_PERIOD } from '@/lib/auth/limits'
import { mayDo } from '@/lib/auth/permissions'
import { type Member } from '@/lib/auth/session'
import { roleLabels, timedDecisionLabels } from '@/lib/codes'
import { formatInstant, formatSeconds } from '@/lib/text'
import { AdminPage } from '../parts/admin-page'
import { Opinions } from '../parts/opinions'
import { rejectTeamChange, releaseTeamChange, requestTeamChange } from './actions'

/** Who may do what in the administration, and what waits for a second person (DS-06). Nobody changes the own role or factor. */
export default staffPage('/admin/team', async ({ ctx, member, query }) => {
  const [staff, changes] = await Promise.all([listStaff(ctx), listStaffChanges(ctx)])
  const waiting = changes.filter(({ decision }) => decision === null)
  const past = changes.filter(({ decision }) => decision !== null)
  return (
    <AdminPage heading="Team" member={member} part="/admin/team">
      <Text className="max-w-2xl">
        Rollen und zurückgesetzte zweite Faktoren brauchen zwei Personen: Die Administration beantragt, die Leitung gibt
        frei und hat dafür {formatSeconds(STAFF_CHANGE_PERIOD)} Zeit. Die Person selbst und alle im Team bekommen gleich
        eine E-Mail.
      </Text>
      <Section id="wartet" title="Wartet auf die Freigabe">
        {waiting.length === 0 ? <Text muted>Zurzeit nichts.</Text> : null}
        {
          await Promise.all(
            waiting.map(async (change) => (
              <Fragment key={change.id}>
                <Waiting change={change} member={member} />
                {await Opinions({ ctx, member, about: 'staff-change', actId: change.id, isOpen: true })}
              </Fragment>
            )),
          )
        }
      </Section>
      <Section id="personen" title="Personen mit einer Rolle">
        <Text className="max-w-2xl">
          Wer sich {IDLE_STAFF_PERIOD} Tage nicht anmeldet, verliert die Rolle von selbst. Eine Person mit der Rolle
          Administration und eine mit der Rolle Leitung bleiben immer.
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
            ...(mayDo(member.role, 'requestTeamChange')
              ? [{ title: 'Ändern', cell: ({ id }: Staff) => <ChangeLink id={id} self={member.accountId} /> }]
              : []),
          ]}
        />
      </Section>
      {mayDo(member.role, 'requestTeamChange') ? (
        <Section id="aendern" title="Änderung beantragen">
          <Text className="max-w-2xl">
            Wer eine Rolle oder einen neuen zweiten Faktor bekommt, kann {formatSeconds(INDEPENDENCE_PERIOD)} lang
            nichts freigeben, was Sie vorbereiten.
          </Text>
          <div className="flex max-w-2xl flex-col gap-6">
            <PortalForm
              action={requestTeamChange}
              errorTitle="Team"
              submit="Beantragen"
              asks={[
                {
                  kind: 'email',
                  name: 'email',
                  label: 'E-Mail-Adresse',
                  hint: 'Die Person braucht schon ein bestätigtes Konto.',
                  defaultValue: staff.find(({ id }) => id === query.person)?.email,
                  autoComplete: 'off',
                },
                { kind: 'list', name: 'change', label: 'Was sich ändern soll', options: choices },
                { kind: 'lines', name: 'reason', label: 'Grund', hint: 'Die Leitung und alle im Team lesen ihn.' },
              ]}
            />
          </div>
        </Section>
      ) : null}
      {past.length > 0 ? <Past changes={past} /> : null}
    </AdminPage>
  )
})

const choices = [
  ...(['moderator', 'admin', 'approver', 'dpo'] as const).map((value) => ({
    value,
    label: `Rolle ${roleLabels[value]}`,
  })),
  { value: 'member', label: 'Keine Rolle mehr' },
  { value: 'factor-reset', label: 'Verlorenen zweiten Faktor zurücksetzen' },
]

function ChangeLink({ id, self }: { id: string; self: string }) {
  return id === self ? (
    <>Ihr eigenes Konto</>
  ) : (
    <Link href={`/admin/team?person=${id}#aendern`}>Änderung beantragen</Link>
  )
}

function wishText({ person, kind, role }: ListedStaffChange): string {
  if (kind === 'factor-reset' || !role) return `Zweiten Faktor von ${person} zurücksetzen`
  return role === 'member' ? `${person} die Rolle entziehen` : `${person} die Rolle ${roleLabels[role]} geben`
}

function Waiting({ change, member }: { change: ListedStaffChange; member: Member }) {
  const { id, accountId, reason, preparedAt, preparedBy, preparedByName } = change
  const isOwn = preparedBy === member.accountId
  const isConcerned = accountId === member.accountId
  const mayRelease = mayDo(member.role, 'releaseTeamChange') && !isOwn && !isConcerned
  const until = new Date(preparedAt.getTime() + STAFF_CHANGE_PERIOD * 1000)
  return (
    <>
      <Heading level={3} size="small">
        {wishText(change)}
      </Heading>
      <DescriptionList
        items={[
          {
            term: 'Beantragt',
            value: `${formatInstant(preparedAt)} von ${preparedByName ?? 'einem gelöschten Konto'}`,
          },
          { term: 'Grund', value: <span className="whitespace-pre-line">{reason}</span> },
          { term: 'Freigabe möglich bis', value: formatInstant(until) },
        ]}
      />
      {isConcerned ? <Text muted>Über das eigene Konto entscheidet eine andere Person.</Text> : null}
      <div className="flex flex-wrap gap-4">
        {mayRelease ? (
          <ActionButton
            action={releaseTeamChange}
            fields={{ changeId: id }}
            submit={`Freigeben: ${wishText(change)}`}
            variant="primary"
            prefix={`freigeben-${id}`}
          />
        ) : null}
        {mayDo(member.role, 'rejectTeamChange') && !isConcerned ? (
          <ActionButton
            action={rejectTeamChange}
            fields={{ changeId: id }}
            submit={isOwn ? 'Antrag zurückziehen' : 'Antrag ablehnen'}
            prefix={`ablehnen-${id}`}
          />
        ) : null}
      </div>
    </>
  )
}

function Past({ changes }: { changes: ListedStaffChange[] }) {
  return (
    <Section id="bisher" title="Bisherige Änderungen">
      <RecordTable<ListedStaffChange>
        caption="Bisherige Änderungen im Team, die neuesten zuerst"
        rows={changes}
        rowKey={({ id }) => id}
        columns={[
          { title: 'Änderung', heading: true, cell: wishText },
          {
            title: 'Beantragt',
            cell: ({ preparedAt, preparedByName }) => `${formatInstant(preparedAt)}, ${preparedByName ?? 'gelöscht'}`,
          },
          { title: 'Ausgang', cell: ({ decision }) => (decision ? timedDecisionLabels[decision] : '') },
          {
            title: 'Entschieden',
            cell: ({ decidedAt, decidedByName }) =>
              decidedAt ? `${formatInstant(decidedAt)}${decidedByName ? `, ${decidedByName}` : ''}` : '–',
          },
        ]}
      />
    </Section>
  )
}
