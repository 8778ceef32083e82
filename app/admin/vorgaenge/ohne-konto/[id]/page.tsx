import { ErrorPage } from '@/app/_edge/error-page'
import { staffPage } from '@/app/_edge/page'
import { ActionForm } from '@/components/admin/action-form'
import { MailAddress } from '@/components/admin/mail-address'
import { DescriptionList } from '@/components/kern/description-list'
import { List } from '@/components/kern/list'
import { Text } from '@/components/kern/text'
import { Section } from '@/components/layout/page'
import { type Trace, viewOutsideRequest } from '@/lib/access-requests/list-outside-requests'
import { mayDo } from '@/lib/auth/permissions'
import { type Member } from '@/lib/auth/session'
import { identityWayLabels, labelOf, refusalGroundLabels, requestKindLabels, requestOutcomeLabels } from '@/lib/codes'
import { dayOfSqlDate } from '@/lib/dates'
import { formatDay, formatInstant } from '@/lib/text'
import { CasePage, caseFrame } from '../../../parts/case-page'
import { keptText } from '../../../parts/kept-text'
import { releaseOutsideAnswer, returnOutsideAnswer } from '../actions'
import { AnswerOutsideForm, CloseOutsideForm, ExtendOutsideForm } from './parts/forms'

const list = '/admin/vorgaenge/ohne-konto'
const trail = [
  { href: '/admin/vorgaenge', label: 'Vorgänge' },
  { href: list, label: 'Ohne Konto' },
]
type Outside = NonNullable<Awaited<ReturnType<typeof viewOutsideRequest>>>['request']

/** One request of a person without an account: what is stored about the address, the answer, more time, the end (DS-12). */
export default staffPage(
  '/admin/vorgaenge/ohne-konto/[id]',
  async ({ ctx, member, params: { id = '' } }) => {
    const viewed = await viewOutsideRequest(ctx, id)
    if (!viewed) return <ErrorPage status={404} />
    const { request, traces } = viewed
    const kind = request.preparedAt ? 'outside-answer' : 'outside-request'
    const isOpen = !request.closedAt && !request.preparedAt
    const label = requestKindLabels[request.kind]
    return (
      <CasePage
        frame={await caseFrame(ctx, { kind, id: request.id }, `${list}/${request.id}`)}
        heading={`${label} vom ${formatDay(dayOfSqlDate(request.receivedOn))}`}
        title={`${label} ohne Konto`}
        member={member}
        part="/admin/vorgaenge"
        trail={trail}
      >
        <Facts request={request} />
        {request.closedAt ? null : <Traces email={request.email} traces={traces} />}
        {request.preparedAt && !request.closedAt ? <Prepared request={request} member={member} /> : null}
        {isOpen && mayDo(member.role, 'answerOutsideRequest') ? (
          <>
            <Section id="antworten" title="Antworten">
              <div className="flex max-w-2xl flex-col gap-6">
                <AnswerOutsideForm outsideId={request.id} kind={request.kind} answer={request.answer} />
              </div>
            </Section>
            {request.extendedAt ? null : (
              <Section id="verlaengern" title="Mehr Zeit">
                <div className="flex max-w-2xl flex-col gap-6">
                  <ExtendOutsideForm outsideId={request.id} />
                </div>
              </Section>
            )}
            <Section id="schliessen" title="Ablehnen oder zurückziehen">
              <div className="flex max-w-2xl flex-col gap-6">
                <CloseOutsideForm outsideId={request.id} />
              </div>
            </Section>
          </>
        ) : null}
      </CasePage>
    )
  },
  keptText,
)

function Facts({ request }: { request: Outside }) {
  const { name, email, address, dueOn, note, identityWay, identityNote, answer, ground, closingReason } = request
  const { outcome, closedAt, byLetter, extendedAt, extensionReason } = request
  const long = (text: string) => <span className="whitespace-pre-line">{text}</span>
  return (
    <DescriptionList
      items={[
        { term: 'Person', value: name },
        ...(email ? [{ term: 'E-Mail-Adresse', value: <MailAddress address={email} /> }] : []),
        ...(address ? [{ term: 'Anschrift', value: long(address) }] : []),
        { term: 'Antwort fällig', value: formatDay(dayOfSqlDate(dueOn)) },
        ...(note ? [{ term: 'Vermerk', value: long(note) }] : []),
        ...(extendedAt
          ? [{ term: 'Verlängert', value: `${formatInstant(extendedAt)}: ${extensionReason ?? ''}` }]
          : []),
        ...(identityWay
          ? [{ term: 'Identität', value: `${labelOf(identityWayLabels, identityWay)}: ${identityNote ?? ''}` }]
          : []),
        ...(answer ? [{ term: 'Antwort', value: long(answer) }] : []),
        ...(ground ? [{ term: 'Rechtsgrund der Ablehnung', value: labelOf(refusalGroundLabels, ground) }] : []),
        ...(closingReason ? [{ term: 'Gründe', value: long(closingReason) }] : []),
        ...(outcome && closedAt
          ? [
              {
                term: labelOf(requestOutcomeLabels, outcome),
                value: `${formatInstant(closedAt)}${byLetter ? ', per Brief' : ''}`,
              },
            ]
          : []),
      ]}
    />
  )
}

const traceLabels = {
  report: 'Meldung eines Inhalts',
  inbound: 'E-Mail an das Portal',
  mail: 'E-Mail des Portals',
  registration: 'Registrierung, die nicht bestätigt ist',
} satisfies Record<Trace['what'], string>

/** What is stored about the address: the ground of the answer, "nothing" included. */
function Traces({ email, traces }: { email: string | null; traces: Trace[] }) {
  return (
    <Section id="gespeichert" title="Was gespeichert ist">
      {email ? null : (
        <Text className="max-w-2xl">
          Ohne E-Mail-Adresse kann das Portal nicht suchen. Suchen Sie den Namen unter „Moderation“ und „Posteingang“.
        </Text>
      )}
      {email && traces.length === 0 ? (
        <Text className="max-w-2xl">
          Zu dieser Adresse ist ohne Konto nichts gespeichert, außer diesem Anliegen. Auch das ist eine Antwort.
        </Text>
      ) : null}
      {traces.length > 0 ? (
        <List
          items={traces.map(({ what, at, text }) => (
            <span key={`${what}-${at.getTime()}`} className="whitespace-pre-line">
              {`${traceLabels[what]}, ${formatInstant(at)}${text ? `:\n${text}` : ''}`}
            </span>
          ))}
        />
      ) : null}
    </Section>
  )
}

/** The answer as it would go out, for the second person. */
function Prepared({ request: { id: outsideId }, member }: { request: Outside; member: Member }) {
  return (
    <Section id="freigabe" title="Freigabe der Antwort">
      <Text className="max-w-2xl">
        Die Antwort oben nennt gespeicherte Daten. Eine zweite Person prüft, wer sie bekommt und ob sie nur die Daten
        dieser Person nennt.
      </Text>
      <div className="flex flex-wrap items-start gap-4">
        {mayDo(member.role, 'releaseOutsideAnswer') ? (
          <ActionForm
            action={releaseOutsideAnswer}
            fields={{ outsideId }}
            submit="Antwort freigeben"
            variant="primary"
            prefix="freigeben"
          />
        ) : null}
        {mayDo(member.role, 'returnOutsideAnswer') ? (
          <ActionForm
            action={returnOutsideAnswer}
            fields={{ outsideId }}
            submit="Zurück zur Bearbeitung"
            variant="secondary"
            prefix="zurueck"
          />
        ) : null}
      </div>
    </Section>
  )
}
