import { ErrorPage } from '@/app/_edge/error-page'
import { staffPage } from '@/app/_edge/page'
import { ActionButton } from '@/components/admin/action-button'
import { MailAddress } from '@/components/admin/mail-address'
import { DescriptionList } from '@/components/kern/description-list'
import { Link } from '@/components/kern/link'
import { List } from '@/components/kern/list'
import { Text } from '@/components/kern/text'
import { Section } from '@/components/layout/page'
import { loadVerification, type VerificationCase } from '@/lib/accounts/list-verifications'
import { verificationBlocks } from '@/lib/accounts/verification-schema'
import { mayDo } from '@/lib/auth/permissions'
import { memberGroupLabels, optionsOf, verificationCauseLabels, verificationDecisionLabels } from '@/lib/codes'
import { isUuid } from '@/lib/fields'
import { formatInstant } from '@/lib/text'
import { CasePage, caseFrame } from '../../../parts/case-page'
import { keptText } from '../../../parts/kept-text'
import { decideVerification } from '../actions'
import { checksFor } from '../parts/checks'
import { Signals } from '../parts/signals'
import { DecisionForm } from './form'

const trail = [
  { href: '/admin/mitglieder', label: 'Mitglieder' },
  { href: '/admin/mitglieder/pruefung', label: 'Prüfung' },
]

/** One waiting member: the data, what to check, the decision (DS-07). */
export default staffPage(
  '/admin/mitglieder/pruefung/[id]',
  async ({ ctx, member, params: { id = '' } }) => {
    const found = isUuid(id) ? await loadVerification(ctx, id) : undefined
    if (!found) return <Decided />
    return (
      <CasePage
        frame={
          await caseFrame(
            ctx,
            { kind: 'verification', id: found.id, account: found.accountId },
            `/admin/mitglieder/pruefung/${found.id}`,
          )
        }
        heading={`${found.givenName} ${found.surname} prüfen`}
        title="Mitglied prüfen"
        member={member}
        part="/admin/mitglieder"
        trail={trail}
      >
        <Facts found={found} />
        <Section id="pruefen" title="Was zu prüfen ist">
          <List items={checksFor[found.memberGroup]} />
          <Text muted>Suchen Sie nur in öffentlichen Quellen. Was Sie dort finden, wird hier nicht gespeichert.</Text>
        </Section>
        {found.history.length > 0 ? <History history={found.history} /> : null}
        {mayDo(member.role, 'decideVerification') ? (
          <Section id="entscheiden" title="Entscheidung">
            <div className="flex max-w-2xl flex-col gap-6">
              <ActionButton
                action={decideVerification}
                fields={{ verificationId: found.id, decision: 'verified', reason: '', onward: 'next' }}
                submit="Bestätigen und weiter"
                variant="primary"
                prefix="bestaetigen"
              />
              <DecisionForm verificationId={found.id} blocks={optionsOf(verificationBlocks)} />
            </div>
          </Section>
        ) : null}
      </CasePage>
    )
  },
  keptText,
)

/** Somebody else was faster, or the data have changed and wait under a new number. */
function Decided() {
  return (
    <ErrorPage status={404}>
      <Text>
        Diese Prüfung ist nicht mehr offen: Jemand hat schon entschieden, oder die Angaben haben sich geändert.{' '}
        <Link href="/admin/mitglieder/pruefung">Zu den wartenden Prüfungen</Link>
      </Text>
    </ErrorPage>
  )
}

function Facts({ found }: { found: VerificationCase }) {
  const { email, memberGroup, organisation, position, registeredAt, requestedAt, cause, note } = found
  return (
    <Section id="angaben" title="Angaben">
      <DescriptionList
        items={[
          {
            term: 'Mitglied',
            value: (
              <Link href={`/admin/mitglieder/${found.accountId}?anlass=verification`}>
                {found.givenName} {found.surname}
              </Link>
            ),
          },
          { term: 'Nutzergruppe', value: memberGroupLabels[memberGroup] },
          ...(organisation ? [{ term: 'Unternehmen/Institution', value: organisation }] : []),
          ...(position ? [{ term: 'Aufgabenbereich/Position', value: position }] : []),
          { term: 'E-Mail-Adresse', value: <MailAddress address={email} /> },
          { term: 'Domain der Adresse', value: found.domain },
          { term: 'Was das Portal schon weiß', value: <Signals member={found} /> },
          { term: 'Registriert', value: formatInstant(registeredAt) },
          { term: 'Wartet seit', value: formatInstant(requestedAt) },
          { term: 'Anlass', value: verificationCauseLabels[cause] ?? cause },
          ...(note
            ? [{ term: 'Nachricht des Mitglieds', value: <span className="whitespace-pre-wrap">{note}</span> }]
            : []),
        ]}
      />
    </Section>
  )
}

function History({ history }: Pick<VerificationCase, 'history'>) {
  return (
    <Section id="bisher" title="Frühere Prüfungen">
      <List
        items={history.map(({ decision, decidedAt, reason }) => (
          <span key={decidedAt.toISOString()}>
            {formatInstant(decidedAt)}: {verificationDecisionLabels[decision]}
            {reason ? `. ${reason}` : ''}
          </span>
        ))}
      />
    </Section>
  )
}
