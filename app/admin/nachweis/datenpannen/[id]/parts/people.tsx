import { ActionForm } from '@/components/admin/action-form'
import { PortalForm } from '@/components/forms/portal-form'
import { Badge } from '@/components/kern/badge'
import { ButtonLink } from '@/components/kern/button-link'
import { DescriptionList } from '@/components/kern/description-list'
import { Heading } from '@/components/kern/heading'
import { Text } from '@/components/kern/text'
import { Section } from '@/components/layout/page'
import { affectedText } from '@/lib/accountability/affected-text'
import { type Breach } from '@/lib/accountability/load-breach'
import { mayDo } from '@/lib/auth/permissions'
import { type Member } from '@/lib/auth/session'
import { labelOf, releaseDecisionLabels } from '@/lib/codes'
import { formatInstant, formatNumber } from '@/lib/text'
import { prepareBreachLetter, rejectBreachLetter, releaseBreachLetter } from '../../actions'

type Letter = Breach['letters'][number]

/** Whom it affects, the letter to them by two people, and whom it reached (Art. 34). */
export function People({ breach, member }: { breach: Breach; member: Member }) {
  const [standing] = breach.assessments
  const open = breach.letters.find(({ decision }) => decision === null)
  const mayPrepare = mayDo(member.role, 'prepareBreachLetter') && standing?.telling === 'tell'
  return (
    <Section id="betroffene" title="Betroffene">
      <DescriptionList items={[{ term: 'Wen es im Portal betrifft', value: affectedText(breach) }]} />
      <p className="no-print">
        <ButtonLink variant="secondary" href={`/admin/nachweis/datenpannen/betroffene?fall=${breach.id}`}>
          Betroffene Mitglieder als Liste
        </ButtonLink>
      </p>
      {breach.letters.map((letter) => (
        <LetterFacts key={letter.id} breach={breach} letter={letter} member={member} />
      ))}
      {breach.closedAt || open || !mayPrepare ? null : (
        <div className="flex max-w-2xl flex-col gap-6">
          <Text>
            Schreiben Sie so, dass jede Person es versteht. Anrede und Kontakt kommen von selbst dazu. Die Leitung gibt
            das Schreiben frei, dann bekommt jede betroffene Person eine E-Mail.
          </Text>
          <PortalForm
            action={prepareBreachLetter}
            errorTitle="Datenpanne"
            submit="Schreiben zur Freigabe geben"
            prefix="schreiben"
            known={{ breachId: breach.id }}
            asks={[
              { kind: 'lines', name: 'nature', label: 'Was ist geschehen? (für die Betroffenen)', rows: 4 },
              { kind: 'lines', name: 'consequences', label: 'Was kann daraus folgen?', rows: 3 },
              { kind: 'lines', name: 'measures', label: 'Was haben wir getan?', rows: 3 },
              { kind: 'lines', name: 'advice', label: 'Was können die Betroffenen tun?', rows: 3 },
            ]}
          />
        </div>
      )}
    </Section>
  )
}

function LetterFacts({ breach, letter, member }: { breach: Breach; letter: Letter; member: Member }) {
  const { id: letterId, preparedAt, preparedBy, decidedAt, decidedBy, decision } = letter
  const known = { breachId: breach.id, letterId }
  const isOwn = preparedBy === member.accountId
  const isOpen = decision === null && !breach.closedAt
  return (
    <div className="flex flex-col gap-4">
      <Heading level={3} size="small">
        Schreiben vom {formatInstant(preparedAt)}
      </Heading>
      <DescriptionList
        items={[
          { term: 'Vorbereitet von', value: breach.nameOf(preparedBy) },
          ...(decision && decidedAt
            ? [
                {
                  term: labelOf(releaseDecisionLabels, decision),
                  value: `${formatInstant(decidedAt)} von ${breach.nameOf(decidedBy)}`,
                },
              ]
            : []),
          ...wordingOf(letter),
          ...(decision === 'released' ? [{ term: 'Erreicht', value: <Reached letter={letter} /> }] : []),
        ]}
      />
      {isOpen ? (
        <div className="flex flex-wrap items-start gap-4">
          {mayDo(member.role, 'releaseBreachLetter') && !isOwn ? (
            <ActionForm
              action={releaseBreachLetter}
              fields={known}
              submit="Freigeben und senden"
              variant="danger"
              prefix={`freigeben-${letterId}`}
              page="Datenpanne"
            />
          ) : null}
          {mayDo(member.role, 'rejectBreachLetter') ? (
            <ActionForm
              action={rejectBreachLetter}
              fields={known}
              submit={isOwn ? 'Schreiben zurückziehen' : 'Nicht senden'}
              variant="secondary"
              prefix={`ablehnen-${letterId}`}
              page="Datenpanne"
            />
          ) : null}
        </div>
      ) : null}
    </div>
  )
}

function wordingOf({ nature, consequences, measures, advice }: Letter) {
  const value = (text: string) => <span className="whitespace-pre-line">{text}</span>
  return [
    { term: 'Was ist geschehen?', value: value(nature) },
    { term: 'Was kann daraus folgen?', value: value(consequences) },
    { term: 'Was haben wir getan?', value: value(measures) },
    { term: 'Was können Sie tun?', value: value(advice) },
  ]
}

/** Whose account is gone meanwhile stands in no row any more, only in the sum. */
function Reached({ letter: { members, ledger } }: { letter: Letter }) {
  const { accepted = 0, bounced = 0, waiting = 0 } = ledger ?? {}
  const gone = (members ?? 0) - accepted - bounced - waiting
  return (
    <span className="flex flex-wrap items-center gap-x-2">
      {formatNumber(accepted)} von {formatNumber(members ?? 0)} E-Mails angenommen
      {waiting > 0 ? <Badge variant="info">{`${formatNumber(waiting)} unterwegs`}</Badge> : null}
      {bounced > 0 ? <Badge variant="danger">{`${formatNumber(bounced)} nicht erreicht`}</Badge> : null}
      {gone > 0 ? <Badge variant="info">{`${formatNumber(gone)} Konten seitdem gelöscht`}</Badge> : null}
    </span>
  )
}
