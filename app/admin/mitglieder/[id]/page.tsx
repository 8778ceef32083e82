import { ErrorPage } from '@/app/_edge/error-page'
import { staffPage } from '@/app/_edge/page'
import { ActionButton } from '@/components/admin/action-button'
import { MailAddress } from '@/components/admin/mail-address'
import { ButtonLink } from '@/components/kern/button-link'
import { DescriptionList } from '@/components/kern/description-list'
import { Heading } from '@/components/kern/heading'
import { Link } from '@/components/kern/link'
import { Text } from '@/components/kern/text'
import { Section } from '@/components/layout/page'
import { RecordTable } from '@/components/list/record-table'
import { type ListedRequest, requestsOf } from '@/lib/access-requests/list-requests'
import { openRestriction } from '@/lib/access-requests/restrictions'
import { lookReason } from '@/lib/accounts/look-reasons'
import { openSuspension } from '@/lib/accounts/suspend-member'
import { type ViewedMember, viewMember } from '@/lib/accounts/view-member'
import { mayDo, maySee } from '@/lib/auth/permissions'
import { type Member } from '@/lib/auth/session'
import {
  contentLabels,
  mailStateLabels,
  measureLabels,
  memberGroupLabels,
  requestKindLabels,
  roleLabels,
} from '@/lib/codes'
import { holdStateOf } from '@/lib/disclosure/list-holds'
import { lifecycleOf } from '@/lib/lifecycle/lifecycle-status'
import { type ListedNotice, noticesOf } from '@/lib/lifecycle/list-notices'
import { mailLabel } from '@/lib/mail/letters'
import { mailsOf } from '@/lib/mail/list-mails'
import { type MeasureOfMember, measuresOf } from '@/lib/moderation/measures-of'
import { formatDay, formatDayOf, formatInstant, formatNumber } from '@/lib/text'
import { AdminPage } from '../../parts/admin-page'
import { lifecycleLine } from '../../parts/lifecycle-line'
import { MemberStateBadge } from '../../parts/member-state'
import { noticeOutcome } from '../../parts/notice-outcome'
import { Opinions } from '../../parts/opinions'
import { ReportReturned, UndoReturned } from '../../parts/report-returned'
import { RequestStateBadge } from '../../parts/request-state'
import { endMemberSessions, renewNotice } from './actions'
import { Closing } from './parts/closing'
import { PolicyLedger } from './parts/policy-ledger'
import { RestrictionSection } from './parts/restriction'

const trail = [{ href: '/admin/mitglieder', label: 'Mitglieder' }]

export default staffPage('/admin/mitglieder/[id]', async ({ ctx, member, params, query }) => {
  const viewed = await viewMember(ctx, { accountId: params.id ?? '', reason: lookReason(query.anlass) })
  if (viewed.outcome === 'unknown-member') return <ErrorPage status={404} />
  const { id: accountId, surname, givenName } = viewed.member
  const hasMore = maySee(member.role, '/admin/vorgaenge')
  const [lifecycle, notices, requests, mails, suspension, hold, restriction, measures] = await Promise.all([
    hasMore ? lifecycleOf(ctx, accountId) : undefined,
    hasMore ? noticesOf(ctx, accountId) : undefined,
    hasMore ? requestsOf(ctx, accountId) : [],
    hasMore ? mailsOf(ctx, accountId) : [],
    hasMore ? openSuspension(ctx, accountId) : null,
    hasMore ? holdStateOf(ctx, accountId) : undefined,
    hasMore ? openRestriction(ctx, accountId) : undefined,
    maySee(member.role, '/admin/moderation') ? measuresOf(ctx, accountId) : undefined,
  ])
  return (
    <AdminPage
      heading={`${givenName} ${surname}`}
      title="Mitglied"
      member={member}
      part="/admin/mitglieder"
      trail={trail}
    >
      <Registration viewed={viewed.member} />
      <Lifecycle
        viewed={viewed.member}
        line={lifecycle && lifecycleLine(lifecycle, { seesReasons: hasMore })}
        notices={notices}
        member={member}
      />
      {measures ? <Measures measures={measures} /> : null}
      {restriction ? <RestrictionSection accountId={accountId} restriction={restriction} role={member.role} /> : null}
      {hasMore ? (
        <Requests accountId={accountId} requests={requests} mayOpen={maySee(member.role, '/admin/vorgaenge/neu')} />
      ) : null}
      {hasMore ? await PolicyLedger({ ctx, accountId, canReport: mayDo(member.role, 'reportReturned') }) : null}
      {viewed.member.openSessions === null ? null : (
        <Sessions accountId={accountId} openSessions={viewed.member.openSessions} member={member} />
      )}
      {hold ? (
        <Closing
          accountId={accountId}
          viewer={member}
          maySuspend={mayDo(member.role, 'suspend') && accountId !== member.accountId}
          suspension={suspension}
          hold={hold}
        />
      ) : null}
      {hold?.request ? await Opinions({ ctx, member, about: 'hold', actId: hold.request.id, isOpen: true }) : null}
      {hasMore ? <Mails accountId={accountId} mails={mails} canReport={mayDo(member.role, 'reportReturned')} /> : null}
    </AdminPage>
  )
})

function Registration({ viewed }: { viewed: ViewedMember }) {
  const { email, memberGroup, organisation, position, role, state } = viewed
  return (
    <Section id="daten" title="Registrierungsdaten">
      <DescriptionList
        items={[
          { term: 'Zustand', value: <MemberStateBadge state={state} /> },
          { term: 'Name', value: viewed.surname },
          { term: 'Vorname', value: viewed.givenName },
          ...(email ? [{ term: 'E-Mail-Adresse', value: <MailAddress address={email} /> }] : []),
          { term: 'Nutzergruppe', value: memberGroupLabels[memberGroup] },
          ...(organisation ? [{ term: 'Unternehmen/Institution', value: organisation }] : []),
          ...(position ? [{ term: 'Aufgabenbereich/Position', value: position }] : []),
          { term: 'Rolle', value: roleLabels[role] },
        ]}
      />
    </Section>
  )
}

/** `notices`: undefined for staff who judge content alone, like everything about sign-ins (DS-06). */
type LifecycleProps = { viewed: ViewedMember; line?: string; notices?: ListedNotice[]; member: Member }

function Lifecycle({ viewed, line, notices, member }: LifecycleProps) {
  const { id: accountId, registeredAt, emailConfirmedAt, lastLoginAt, dataConfirmedAt } = viewed
  const returned = ({ mailId, acceptedAt, closedAt }: ListedNotice) =>
    mailId && acceptedAt && !closedAt ? (
      <ReportReturned accountId={accountId} mailId={mailId} prefix="aufforderung" />
    ) : (
      '–'
    )
  return (
    <Section id="lebenslauf" title="Lebenslauf des Kontos">
      {line ? <Text>{line}</Text> : null}
      <DescriptionList
        items={[
          { term: 'Registriert', value: formatInstant(registeredAt) },
          { term: 'Adresse bestätigt', value: emailConfirmedAt ? formatInstant(emailConfirmedAt) : 'noch nicht' },
          ...(notices ? [{ term: 'Letzter Login', value: lastLoginAt ? formatInstant(lastLoginAt) : 'noch nie' }] : []),
          {
            term: 'Daten zuletzt als aktuell bestätigt',
            value: dataConfirmedAt ? formatDayOf(dataConfirmedAt) : 'noch nie',
          },
        ]}
      />
      {notices ? (
        <Heading level={3} size="small">
          Aufforderungen zur Anmeldung
        </Heading>
      ) : null}
      {notices?.length === 0 ? <Text muted>Bisher keine.</Text> : null}
      {notices && notices.length > 0 ? (
        <RecordTable<ListedNotice>
          caption="Aufforderungen zur Anmeldung"
          rows={notices}
          rowKey={({ id }) => id}
          columns={[
            { title: 'Erstellt', heading: true, cell: ({ createdAt }) => formatDayOf(createdAt) },
            { title: 'Stand', cell: noticeOutcome },
            ...(mayDo(member.role, 'reportReturned') ? [{ title: 'Rückläufer', cell: returned }] : []),
          ]}
        />
      ) : null}
      {viewed.state === 'undeliverable' && mayDo(member.role, 'renewNotice') ? (
        <RenewNotice accountId={accountId} notice={notices?.find(({ outcome }) => outcome === 'undeliverable')} />
      ) : null}
    </Section>
  )
}

function RenewNotice({ accountId, notice }: { accountId: string; notice?: ListedNotice }) {
  if (!notice) return null
  return (
    <>
      <Text>
        Klären Sie zuerst, ob die Adresse stimmt. Danach kann der nächste Lauf das Mitglied noch einmal auffordern. Alle
        Fristen beginnen dann von vorn.
      </Text>
      <ActionButton
        action={renewNotice}
        fields={{ noticeId: notice.id, accountId }}
        submit="Erneut benachrichtigen"
        prefix="aufforderung"
      />
    </>
  )
}

type RequestsProps = { accountId: string; requests: ListedRequest[]; mayOpen: boolean }

function Requests({ accountId, requests, mayOpen }: RequestsProps) {
  const isOpen = requests.some(({ kind, closedAt }) => kind === 'erasure' && closedAt === null)
  return (
    <Section id="vorgaenge" title="Vorgänge">
      {requests.length === 0 ? <Text muted>Bisher keine.</Text> : null}
      {requests.length > 0 ? (
        <RecordTable<ListedRequest>
          caption="Vorgänge des Mitglieds"
          rows={requests}
          rowKey={({ id }) => id}
          columns={[
            {
              title: 'Eingang',
              heading: true,
              cell: ({ id, kind, receivedOn }) => (
                <Link href={`/admin/vorgaenge/${id}`}>
                  {requestKindLabels[kind]} vom {formatDay(receivedOn)}
                </Link>
              ),
            },
            { title: 'Antwort fällig', cell: ({ dueOn }) => formatDay(dueOn) },
            { title: 'Stand', cell: (request) => <RequestStateBadge request={request} /> },
          ]}
        />
      ) : null}
      {isOpen || !mayOpen ? null : (
        <p>
          <ButtonLink variant="secondary" href={`/admin/vorgaenge/neu?mitglied=${accountId}`}>
            Löschwunsch eintragen
          </ButtonLink>
        </p>
      )}
    </Section>
  )
}

function Measures({ measures }: { measures: MeasureOfMember[] }) {
  return (
    <Section id="massnahmen" title="Maßnahmen der Moderation">
      {measures.length === 0 ? (
        <Text muted>Bisher keine.</Text>
      ) : (
        <RecordTable<MeasureOfMember>
          caption="Maßnahmen der Moderation"
          rows={measures}
          rowKey={({ id }) => id}
          columns={[
            {
              title: 'Maßnahme',
              heading: true,
              cell: ({ caseId, act }) =>
                caseId ? <Link href={`/admin/moderation/${caseId}`}>{measureLabels[act]}</Link> : measureLabels[act],
            },
            { title: 'Inhalt', cell: ({ contentKind }) => contentLabels[contentKind] },
            { title: 'Seit', cell: ({ startedAt }) => formatDayOf(startedAt) },
            { title: 'Aufgehoben', cell: ({ endedAt }) => (endedAt ? formatDayOf(endedAt) : 'nein') },
          ]}
        />
      )}
    </Section>
  )
}

type SessionsProps = { accountId: string; openSessions: number; member: Member }

function Sessions({ accountId, openSessions, member }: SessionsProps) {
  return (
    <Section id="sitzungen" title="Sitzungen">
      <Text>{sessionText(openSessions)}</Text>
      {openSessions > 0 && mayDo(member.role, 'endMemberSessions') ? (
        <ActionButton
          action={endMemberSessions}
          fields={{ accountId }}
          submit="Alle Sitzungen beenden"
          prefix="sitzungen"
        />
      ) : null}
    </Section>
  )
}

function sessionText(count: number): string {
  if (count === 0) return 'Das Mitglied ist gerade nicht angemeldet.'
  return count === 1
    ? 'Das Mitglied hat eine offene Sitzung.'
    : `Das Mitglied hat ${formatNumber(count)} offene Sitzungen.`
}

type SentMail = Awaited<ReturnType<typeof mailsOf>>[number]

function Mails({ accountId, mails, canReport }: { accountId: string; mails: SentMail[]; canReport: boolean }) {
  return (
    <Section id="mails" title="E-Mails an das Mitglied">
      {mails.length === 0 ? (
        <Text muted>Keine gespeichert.</Text>
      ) : (
        <RecordTable<SentMail>
          caption="E-Mails an das Mitglied"
          rows={mails}
          rowKey={({ id }) => id}
          columns={[
            { title: 'Anlass', heading: true, cell: ({ template }) => mailLabel(template) },
            { title: 'Erstellt', cell: ({ createdAt }) => formatInstant(createdAt) },
            { title: 'Stand', cell: ({ state }) => mailStateLabels[state] },
            { title: 'Angenommen', cell: ({ acceptedAt }) => (acceptedAt ? formatInstant(acceptedAt) : '–') },
            ...(canReport
              ? [
                  {
                    title: 'Rückläufer',
                    cell: ({ id, state, isReported }: SentMail) =>
                      state === 'accepted' ? (
                        <ReportReturned accountId={accountId} mailId={id} prefix="mail" />
                      ) : state === 'bounced' && isReported ? (
                        <UndoReturned accountId={accountId} mailId={id} prefix="mail" />
                      ) : (
                        '–'
                      ),
                  },
                ]
              : []),
          ]}
        />
      )}
    </Section>
  )
}
