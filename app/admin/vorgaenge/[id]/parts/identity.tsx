import { ActionForm } from '@/components/admin/action-form'
import { PortalForm } from '@/components/forms/portal-form'
import { Accordion } from '@/components/kern/accordion'
import { DescriptionList } from '@/components/kern/description-list'
import { Text } from '@/components/kern/text'
import { Section } from '@/components/layout/page'
import { type ListedProof } from '@/lib/access-requests/list-proofs'
import { type ListedRequest } from '@/lib/access-requests/list-requests'
import { mayDo } from '@/lib/auth/permissions'
import { type Member } from '@/lib/auth/session'
import { identityWayLabels, optionsOf, releaseDecisionLabels } from '@/lib/codes'
import { formatInstant } from '@/lib/text'
import { proveIdentity, rejectIdentity, releaseIdentity } from '../../actions'

type Props = { request: ListedRequest; proofs: ListedProof[]; member: Member }

/** How staff checked who asks, where the stored mailbox cannot tell: one checks, another releases. Nothing where nobody has to. */
export function Identity({ request, proofs, member }: Props) {
  const waits = proofs.some(({ decision }) => decision === null)
  const mayProve = request.state === 'waits-for-person' && !waits && mayDo(member.role, 'proveIdentity')
  if (proofs.length === 0 && !mayProve) return null
  return (
    <Section id="identitaet" title="Identität auf anderem Weg">
      {proofs.map((proof) => (
        <Proof key={proof.id} request={request} proof={proof} member={member} />
      ))}
      {mayProve ? (
        <Accordion title="Identität anders als mit der E-Mail prüfen">
          <div className="flex max-w-2xl flex-col gap-6">
            <Text>
              Wenn die Person ihr Postfach nicht mehr hat. Verlangen Sie nicht mehr, als nötig ist, und bewahren Sie
              keine Kopie eines Ausweises auf. Eine zweite Person gibt den Nachweis frei, erst dann gilt das Anliegen
              als bestätigt.
            </Text>
            <PortalForm
              action={proveIdentity}
              errorTitle="Anliegen – Verwaltung"
              submit="Nachweis zur Freigabe geben"
              submitVariant="secondary"
              prefix="identitaet"
              known={{ requestId: request.id }}
              asks={[
                {
                  kind: 'choice',
                  name: 'way',
                  label: 'Wie haben Sie geprüft?',
                  options: optionsOf(identityWayLabels),
                },
                {
                  kind: 'lines',
                  name: 'proof',
                  label: 'Was Sie geprüft haben',
                  hint: 'Steht auch in der Auskunft der Person.',
                  rows: 3,
                },
              ]}
            />
          </div>
        </Accordion>
      ) : null}
    </Section>
  )
}

function Proof({ request, proof, member }: { request: ListedRequest; proof: ListedProof; member: Member }) {
  const { id: proofId, way, note, preparedAt, preparedBy, preparedByName, decidedAt, decidedByName, decision } = proof
  const isOwn = preparedBy === member.accountId
  const fields = { requestId: request.id, proofId }
  return (
    <div className="flex flex-col gap-4">
      <DescriptionList
        items={[
          { term: 'Geprüft', value: `${formatInstant(preparedAt)} von ${preparedByName ?? 'einem gelöschten Konto'}` },
          { term: 'Art der Prüfung', value: identityWayLabels[way] },
          { term: 'Vermerk', value: <span className="whitespace-pre-line">{note}</span> },
          ...(decision && decidedAt
            ? [
                {
                  term: releaseDecisionLabels[decision],
                  value: `${formatInstant(decidedAt)} von ${decidedByName ?? 'einem gelöschten Konto'}`,
                },
              ]
            : []),
        ]}
      />
      {decision === null && !request.closedAt ? (
        <div className="flex flex-wrap items-start gap-4">
          {mayDo(member.role, 'releaseIdentity') && !isOwn ? (
            <ActionForm
              action={releaseIdentity}
              fields={fields}
              submit={request.kind === 'erasure' ? 'Nachweis freigeben und Konto löschen' : 'Nachweis freigeben'}
              variant={request.kind === 'erasure' ? 'danger' : 'primary'}
              prefix={`nachweis-freigeben-${proofId}`}
            />
          ) : null}
          {mayDo(member.role, 'rejectIdentity') && (isOwn || mayDo(member.role, 'releaseIdentity')) ? (
            <ActionForm
              action={rejectIdentity}
              fields={fields}
              submit={isOwn ? 'Nachweis zurückziehen' : 'Nachweis nicht anerkennen'}
              variant="secondary"
              prefix={`nachweis-ablehnen-${proofId}`}
            />
          ) : null}
        </div>
      ) : null}
    </div>
  )
}
