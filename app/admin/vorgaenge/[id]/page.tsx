import { ErrorPage } from '@/app/_edge/error-page'
import { staffPage } from '@/app/_edge/page'
import { ActionButton } from '@/components/admin/action-button'
import { DescriptionList } from '@/components/kern/description-list'
import { Heading } from '@/components/kern/heading'
import { Link } from '@/components/kern/link'
import { Text } from '@/components/kern/text'
import { Section } from '@/components/layout/page'
import { type ListedRequest, viewRequest } from '@/lib/access-requests/list-requests'
import { pageRoles } from '@/lib/auth/permissions'
import { formatDay, formatInstant } from '@/lib/text'
import { AdminPage } from '../../_frame/admin-page'
import { RequestStateBadge } from '../../_frame/request-state'
import { carryOutErasureRequest, resendIdentityCheck } from '../actions'
import { CloseRequestForm } from './close-form'

const trail = [{ href: '/admin/vorgaenge', label: 'Vorgänge' }]

export default staffPage(pageRoles['/admin/vorgaenge/[id]'], async ({ ctx, member, params, query }) => {
  const viewed = await viewRequest(ctx, { requestId: params.id ?? '' })
  if (viewed.outcome === 'unknown-request') {
    return (
      <ErrorPage status={404}>
        <Text>Wenn das Mitglied die Löschung inzwischen bestätigt hat, ist der Vorgang mit dem Konto gelöscht.</Text>
      </ErrorPage>
    )
  }
  const { request } = viewed
  return (
    <AdminPage
      heading={`Löschwunsch vom ${formatDay(request.receivedOn)}`}
      title="Löschwunsch"
      member={member}
      part="/admin/vorgaenge"
      trail={trail}
      notice={query.meldung}
    >
      <Facts request={request} />
      {request.closedAt ? null : <NextStep request={request} />}
      {request.closedAt ? null : (
        <Section labelledBy="schliessen">
          <Heading level={2} size="medium" id="schliessen">
            Ohne Löschung schließen
          </Heading>
          <div className="flex max-w-2xl flex-col gap-6">
            <CloseRequestForm requestId={request.id} />
          </div>
        </Section>
      )}
    </AdminPage>
  )
})

function Facts({ request }: { request: ListedRequest }) {
  const { accountId, surname, givenName, dueOn, enteredAt, note, identityConfirmedAt, closedAt, closingReason } =
    request
  return (
    <DescriptionList
      items={[
        { term: 'Stand', value: <RequestStateBadge request={request} /> },
        {
          term: 'Mitglied',
          value: (
            <Link href={`/admin/mitglieder/${accountId}?anlass=request`}>
              {givenName} {surname}
            </Link>
          ),
        },
        { term: 'Antwort fällig', value: formatDay(dueOn) },
        { term: 'Eingetragen', value: formatInstant(enteredAt) },
        {
          term: 'Vom Mitglied bestätigt',
          value: identityConfirmedAt ? formatInstant(identityConfirmedAt) : 'noch nicht',
        },
        ...(note ? [{ term: 'Vermerk', value: <span className="whitespace-pre-line">{note}</span> }] : []),
        ...(closedAt ? [{ term: 'Geschlossen', value: formatInstant(closedAt) }] : []),
        ...(closingReason
          ? [{ term: 'Grund', value: <span className="whitespace-pre-line">{closingReason}</span> }]
          : []),
      ]}
    />
  )
}

function NextStep({ request: { id, state } }: { request: ListedRequest }) {
  const waitsForPerson = state === 'waits-for-person'
  return (
    <Section labelledBy="weiter">
      <Heading level={2} size="medium" id="weiter">
        Wie es weitergeht
      </Heading>
      <Text className="max-w-2xl">
        {waitsForPerson
          ? 'Das Mitglied hat eine E-Mail mit einem Link bekommen. Sobald es dort bestätigt, wird das Konto sofort gelöscht. Sie müssen dafür nichts tun.'
          : 'Das Mitglied hat bestätigt. Wegen einer Löschsperre wurde das Konto noch nicht gelöscht. Ist die Sperre aufgehoben, führen Sie die Löschung hier aus.'}
      </Text>
      {waitsForPerson ? (
        <ActionButton
          action={resendIdentityCheck}
          fields={{ requestId: id }}
          submit="Bestätigungsmail noch einmal senden"
          prefix="bestaetigung"
        />
      ) : (
        <ActionButton
          action={carryOutErasureRequest}
          fields={{ requestId: id }}
          submit="Konto endgültig löschen"
          variant="danger"
          prefix="loeschung"
        />
      )}
    </Section>
  )
}
