import { ErrorPage } from '@/app/_edge/error-page'
import { staffPage } from '@/app/_edge/page'
import { ButtonLink } from '@/components/kern/button-link'
import { DescriptionList } from '@/components/kern/description-list'
import { Section } from '@/components/layout/page'
import { loadBreach } from '@/lib/accountability/breach-case'
import { mayDo } from '@/lib/auth/permissions'
import { formatInstant } from '@/lib/text'
import { CasePage, caseFrame } from '../../../parts/case-page'
import { keptText } from '../../../parts/kept-text'
import { CloseBreachForm, TellAuthorityForm } from '../form'
import { affectedText, Clock } from '../parts/breach-facts'

const list = '/admin/nachweis/datenpannen'
const trail = [
  { href: '/admin/nachweis', label: 'Nachweis' },
  { href: list, label: 'Datenpannen' },
]

/** One breach: what happened, whom it affects, the 72 hours, the report and the end of the case (GDPR Art. 33). */
export default staffPage(
  '/admin/nachweis/datenpannen/[id]',
  async ({ ctx, member, params: { id = '' } }) => {
    const breach = await loadBreach(ctx, id)
    if (!breach) return <ErrorPage status={404} />
    const kind = breach.authorityToldAt ? 'breach-end' : 'breach-report'
    return (
      <CasePage
        frame={await caseFrame(ctx, { kind, id: breach.id }, `${list}/${breach.id}`)}
        heading={`Datenpanne: Fall vom ${formatInstant(breach.noticedAt)}`}
        title="Datenpanne"
        member={member}
        part="/admin/nachweis"
        trail={trail}
      >
        <Section id="fall" title="Der Fall">
          <DescriptionList
            items={[
              { term: 'Was geschehen ist', value: breach.description },
              { term: 'Betroffen', value: affectedText(breach) },
              { term: 'Meldung fällig bis', value: <Clock breach={breach} now={ctx.now()} /> },
              {
                term: 'Gemeldet',
                value: breach.authorityToldAt ? formatInstant(breach.authorityToldAt) : 'noch nicht',
              },
              ...(breach.delayReason ? [{ term: 'Grund der Verspätung', value: breach.delayReason }] : []),
              { term: 'Geschlossen', value: breach.closedAt ? formatInstant(breach.closedAt) : 'noch nicht' },
              ...(breach.outcome ? [{ term: 'Auswirkungen und Maßnahmen', value: breach.outcome }] : []),
            ]}
          />
          {breach.closedAt ? null : (
            <div className="flex max-w-2xl flex-col gap-6">
              <p>
                <ButtonLink variant="secondary" href={`${list}/betroffene?fall=${breach.id}`}>
                  Betroffene Mitglieder als Liste
                </ButtonLink>
              </p>
              {!breach.authorityToldAt && mayDo(member.role, 'tellAuthority') ? (
                <TellAuthorityForm breachId={breach.id} />
              ) : null}
              {mayDo(member.role, 'closeBreachCase') ? <CloseBreachForm breachId={breach.id} /> : null}
            </div>
          )}
        </Section>
      </CasePage>
    )
  },
  keptText,
)
