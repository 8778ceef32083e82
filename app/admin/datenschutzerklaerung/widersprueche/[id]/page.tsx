import { ErrorPage } from '@/app/_edge/error-page'
import { staffPage } from '@/app/_edge/page'
import { DescriptionList } from '@/components/kern/description-list'
import { Link } from '@/components/kern/link'
import { Text } from '@/components/kern/text'
import { Section } from '@/components/layout/page'
import { nameMembers } from '@/lib/accounts/name-members'
import { mayDo } from '@/lib/auth/permissions'
import { codesOf, objectionDecisionLabels } from '@/lib/codes'
import { berlinDay } from '@/lib/dates'
import { governingVersion } from '@/lib/policies/governing-version'
import { loadObjection } from '@/lib/policies/list-objections'
import { formatDay, formatInstant } from '@/lib/text'
import { CasePage, caseFrame } from '../../../parts/case-page'
import { keptText } from '../../../parts/kept-text'
import { DecisionForm, WithdrawalLetterForm } from './form'

const trail = [
  { href: '/admin/datenschutzerklaerung', label: 'Datenschutzerklärung' },
  { href: '/admin/datenschutzerklaerung/widersprueche', label: 'Widersprüche' },
]

/** One objection and the decision about it (DS-11). */
export default staffPage(
  '/admin/datenschutzerklaerung/widersprueche/[id]',
  async (input) => {
    const { ctx, member, params } = input
    const objection = await loadObjection(ctx, params.id ?? '')
    if (!objection) return <ErrorPage status={404} />
    const { accountId, versionNumber, receivedOn, reason, enteredAt, enteredBy, withdrawnAt, decidedAt } = objection
    const names = await nameMembers(ctx, { accountIds: [accountId], reason: 'policy' })
    const governing = await governingVersion(ctx, accountId)
    return (
      <CasePage
        frame={
          await caseFrame(
            ctx,
            { kind: 'objection', id: objection.id, account: accountId },
            `/admin/datenschutzerklaerung/widersprueche/${objection.id}`,
          )
        }
        heading={`Widerspruch gegen Fassung ${versionNumber}`}
        member={member}
        part="/admin/datenschutzerklaerung"
        trail={trail}
      >
        <DescriptionList
          items={[
            {
              term: 'Mitglied',
              value: <Link href={`/admin/mitglieder/${accountId}?anlass=policy`}>{names.get(accountId)}</Link>,
            },
            {
              term: 'Eingang',
              value: `${formatDay(receivedOn)}, ${enteredBy ? 'per Brief oder E-Mail' : 'im Portal'}`,
            },
            { term: 'Eingetragen', value: formatInstant(enteredAt) },
            { term: 'Begründung', value: <span className="whitespace-pre-line">{reason ?? 'keine'}</span> },
            { term: 'Für das Mitglied gilt', value: `Fassung ${governing?.number}` },
            ...(withdrawnAt
              ? [
                  {
                    term: 'Zurückgezogen',
                    value: `${formatInstant(withdrawnAt)}, ${objection.withdrawalReceivedOn ? 'nach einem Schreiben eingetragen' : 'im Portal'}`,
                  },
                ]
              : []),
            ...(objection.withdrawalReceivedOn
              ? [
                  { term: 'Eingang der Rücknahme', value: formatDay(objection.withdrawalReceivedOn) },
                  {
                    term: 'Wortlaut der Rücknahme',
                    value: <span className="whitespace-pre-line">{objection.withdrawalWording}</span>,
                  },
                ]
              : []),
            ...(decidedAt ? [{ term: 'Zuletzt entschieden', value: formatInstant(decidedAt) }] : []),
          ]}
        />
        {withdrawnAt ? (
          <Text>Das Mitglied hat den Widerspruch zurückgezogen. Es ist nichts mehr zu entscheiden.</Text>
        ) : null}
        {!withdrawnAt && mayDo(member.role, 'decideOnObjection') ? (
          <Section id="entscheidung" title="Entscheidung">
            <div className="flex max-w-2xl flex-col gap-6">
              <DecisionForm
                objectionId={objection.id}
                options={codesOf(objectionDecisionLabels).map((value) => ({
                  value,
                  label: objectionDecisionLabels[value],
                }))}
                decision={objection.decision ?? undefined}
                note={objection.decisionNote ?? undefined}
              />
            </div>
          </Section>
        ) : null}
        {withdrawnAt ||
        (governing && governing.number > versionNumber) ||
        !mayDo(member.role, 'enterWithdrawal') ? null : (
          <Section id="ruecknahme" title="Rücknahme per Brief oder E-Mail">
            <Text className="max-w-2xl">
              Im Portal zieht das Mitglied den Widerspruch selbst zurück. Kommt ein Schreiben, tragen Sie es hier ein.
              Das Mitglied bekommt eine Bestätigung per E-Mail.
            </Text>
            <div className="flex max-w-2xl flex-col gap-6">
              <WithdrawalLetterForm objectionId={objection.id} today={berlinDay(ctx.now())} />
            </div>
          </Section>
        )}
      </CasePage>
    )
  },
  keptText,
)
