import { ErrorPage } from '@/app/_edge/error-page'
import { staffPage } from '@/app/_edge/page'
import { groupOptions } from '@/components/account/group-options'
import { ActionButton } from '@/components/admin/action-button'
import { Button } from '@/components/kern/button'
import { DescriptionList } from '@/components/kern/description-list'
import { Link } from '@/components/kern/link'
import { List } from '@/components/kern/list'
import { Text } from '@/components/kern/text'
import { Section } from '@/components/layout/page'
import { isAnsweredByReport, needsIdentity } from '@/lib/access-requests/kinds'
import { proofsOf } from '@/lib/access-requests/list-proofs'
import { type ListedRequest, viewRequest } from '@/lib/access-requests/list-requests'
import { openRestriction } from '@/lib/access-requests/restrictions'
import { loadProfile, type Profile } from '@/lib/accounts/load-profile'
import { mayDo } from '@/lib/auth/permissions'
import { type Member } from '@/lib/auth/session'
import { extensionGroundLabels, refusalGroundLabels, requestKindLabels } from '@/lib/codes'
import { type PortalContext } from '@/lib/context'
import { formatDay, formatInstant } from '@/lib/text'
import { CasePage, caseFrame } from '../../parts/case-page'
import { keptText } from '../../parts/kept-text'
import { requestGuides } from '../../parts/request-guides'
import { RequestStateBadge } from '../../parts/request-state'
import { carryOutErasureRequest, resendIdentityCheck } from '../actions'
import { AnswerRequestForm, ExtendRequestForm } from './parts/answer-form'
import { CloseRequestForm } from './parts/close-form'
import { Identity } from './parts/identity'
import { RectifyForm } from './parts/rectify-form'
import { RestrictForm } from './parts/restrict-form'

const trail = [{ href: '/admin/vorgaenge', label: 'Vorgänge' }]

export default staffPage(
  '/admin/vorgaenge/[id]',
  async ({ ctx, member, params }) => {
    const viewed = await viewRequest(ctx, { requestId: params.id ?? '' })
    if (viewed.outcome === 'unknown-request') {
      return (
        <ErrorPage status={404}>
          <Text>Wenn das Mitglied die Löschung inzwischen bestätigt hat, ist der Vorgang mit dem Konto gelöscht.</Text>
        </ErrorPage>
      )
    }
    const { request } = viewed
    const label = requestKindLabels[request.kind]
    const mayDecide = mayDo(member.role, 'answerDataRequest') && !request.closedAt
    const formTitle = `${label} – Verwaltung`
    return (
      <CasePage
        frame={
          await caseFrame(
            ctx,
            { kind: 'request', id: request.id, account: request.accountId },
            `/admin/vorgaenge/${request.id}`,
          )
        }
        heading={`${label} vom ${formatDay(request.receivedOn)}`}
        title={label}
        member={member}
        part="/admin/vorgaenge"
        trail={trail}
      >
        <Facts request={request} />
        {request.closedAt ? null : <Guide request={request} />}
        {request.closedAt ? null : <NextStep request={request} role={member.role} />}
        <Identity request={request} proofs={await proofsOf(ctx, request.id)} member={member} />
        {mayDecide ? await carryingOut(ctx, request, formTitle) : null}
        {mayDecide && request.kind !== 'erasure' ? <Answer request={request} title={formTitle} /> : null}
        {!mayDecide || request.extendedAt || request.isOverdue || request.kind === 'erasure' ? null : (
          <Section id="verlaengern" title="Mehr Zeit">
            <div className="flex max-w-2xl flex-col gap-6">
              <ExtendRequestForm requestId={request.id} title={formTitle} />
            </div>
          </Section>
        )}
        {mayDecide ? (
          <Section id="schliessen" title="Ablehnen oder zurückziehen">
            <div className="flex max-w-2xl flex-col gap-6">
              <CloseRequestForm requestId={request.id} title={formTitle} />
            </div>
          </Section>
        ) : null}
      </CasePage>
    )
  },
  keptText,
)

/** The forms that do what was asked for: correct the data, restrict their use. */
async function carryingOut(ctx: PortalContext, request: ListedRequest, title: string) {
  const { id, kind, accountId, identityConfirmedAt } = request
  if (!identityConfirmedAt || !(kind in mayRestrict)) return null
  const [profile, restriction] = await Promise.all([loadProfile(ctx, accountId), openRestriction(ctx, accountId)])
  return (
    <>
      {kind === 'rectification' && profile ? (
        <Section id="berichtigen" title="Daten berichtigen">
          <div className="flex max-w-2xl flex-col gap-6">
            <RectifyForm
              requestId={id}
              title={title}
              values={formValues(profile)}
              seen={profile.seen}
              groups={groupOptions()}
            />
          </div>
        </Section>
      ) : null}
      <Section id="einschraenken" title="Verarbeitung einschränken">
        {restriction ? (
          <Text className="max-w-2xl">
            Die Verarbeitung ist seit {formatInstant(restriction.placedAt)} eingeschränkt. Ihr Ende kündigen Sie{' '}
            <Link href={`/admin/mitglieder/${accountId}?anlass=request#einschraenkung`}>beim Mitglied</Link> an.
          </Text>
        ) : (
          <div className="flex max-w-2xl flex-col gap-6">
            <RestrictForm requestId={id} title={title} ground={mayRestrict[kind as keyof typeof mayRestrict]} />
          </div>
        )}
      </Section>
    </>
  )
}

/** Kinds of requests that can lead to a restriction, with the ground that fits (GDPR Art. 18(1)). */
const mayRestrict = { restriction: undefined, rectification: 'accuracy', objection: 'objection' } as const

/** Only what the fields show is sent along with the form (S-D4). */
function formValues({ surname, givenName, memberGroup, organisation, position }: Profile) {
  return { surname, givenName, memberGroup, organisation, position }
}

/** What staff have to do, by kind; the law in one sentence each. */
function Guide({ request: { kind } }: { request: ListedRequest }) {
  return (
    <Section id="aufgabe" title="Was zu tun ist">
      <List items={requestGuides[kind]} />
    </Section>
  )
}

function Facts({ request }: { request: ListedRequest }) {
  const { accountId, surname, givenName, dueOn, enteredAt, note, identityConfirmedAt, closedAt, closingReason } =
    request
  const { extendedAt, ground, byLetter, answer } = request
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
        ...(extendedAt ? [{ term: 'Verlängert', value: extensionText(request) }] : []),
        ...(answer ? [{ term: 'Antwort', value: <span className="whitespace-pre-line">{answer}</span> }] : []),
        ...(closedAt
          ? [{ term: 'Geschlossen', value: `${formatInstant(closedAt)}${byLetter ? ', per Brief' : ''}` }]
          : []),
        ...(ground ? [{ term: 'Rechtsgrund der Ablehnung', value: refusalGroundLabels[ground] }] : []),
        ...(closingReason
          ? [{ term: 'Grund', value: <span className="whitespace-pre-line">{closingReason}</span> }]
          : []),
      ]}
    />
  )
}

function extensionText({ extendedAt, extensionGround, extensionReason }: ListedRequest): string {
  const ground = extensionGround ? `${extensionGroundLabels[extensionGround]}. ` : ''
  return `${extendedAt ? formatInstant(extendedAt) : ''}: ${ground}${extensionReason ?? ''}`
}

function NextStep({ request: { id, state, kind }, role }: { request: ListedRequest; role: Member['role'] }) {
  const waitsForPerson = state === 'waits-for-person'
  if (kind !== 'erasure' && !waitsForPerson) return null
  return (
    <Section id="weiter" title="Wie es weitergeht">
      <Text className="max-w-2xl">
        {kind !== 'erasure'
          ? 'Das Mitglied hat eine Eingangsbestätigung mit einem Link bekommen. Erst wenn es dort bestätigt, dürfen Sie antworten.'
          : waitsForPerson
            ? 'Das Mitglied hat eine E-Mail mit einem Link bekommen. Sobald es dort bestätigt, wird das Konto sofort gelöscht. Sie müssen dafür nichts tun.'
            : 'Das Mitglied hat bestätigt. Wegen einer Löschsperre wurde das Konto noch nicht gelöscht. Sobald die Sperre endet, wird das Konto von selbst gelöscht. Die Schaltfläche brauchen Sie nur, wenn das einmal ausbleibt.'}
      </Text>
      {waitsForPerson && mayDo(role, 'resendIdentityCheck') ? (
        <ActionButton
          action={resendIdentityCheck}
          fields={{ requestId: id }}
          submit="Bestätigungsmail noch einmal senden"
          prefix="bestaetigung"
        />
      ) : null}
      {!waitsForPerson && mayDo(role, 'carryOutErasureRequest') ? (
        <ActionButton
          action={carryOutErasureRequest}
          fields={{ requestId: id }}
          submit="Konto endgültig löschen"
          variant="danger"
          prefix="loeschung"
        />
      ) : null}
    </Section>
  )
}

/** An access request is answered with the report: the mail leads the member to it, a letter gets it as a file. */
function Answer({ request: { id, kind, identityConfirmedAt }, title }: { request: ListedRequest; title: string }) {
  if (needsIdentity(kind) && !identityConfirmedAt) return null
  return (
    <Section id="antworten" title="Antworten">
      {isAnsweredByReport(kind) ? (
        <>
          <Text className="max-w-2xl">
            Die Antwort führt das Mitglied zu seiner vollständigen Auskunft im Portal. Für eine Antwort per Brief laden
            Sie die Auskunft hier herunter. Der Abruf wird protokolliert.
          </Text>
          <form action={`/admin/vorgaenge/${id}/auskunft`} method="post">
            <Button variant="secondary">Auskunft herunterladen</Button>
          </form>
        </>
      ) : null}
      <div className="flex max-w-2xl flex-col gap-6">
        <AnswerRequestForm requestId={id} title={title} />
      </div>
    </Section>
  )
}
