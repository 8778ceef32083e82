import { ErrorPage } from '@/app/_edge/error-page'
import { staffPage } from '@/app/_edge/page'
import { DescriptionList } from '@/components/kern/description-list'
import { Section } from '@/components/layout/page'
import { loadBreach } from '@/lib/accountability/load-breach'
import { formatInstant } from '@/lib/text'
import { CasePage, caseFrame } from '../../../parts/case-page'
import { keptText } from '../../../parts/kept-text'
import { Findings } from './parts/findings'
import { People } from './parts/people'
import { Remarks } from './parts/remarks'
import { Reports } from './parts/reports'
import { Risk } from './parts/risk'

const list = '/admin/nachweis/datenpannen'
const trail = [
  { href: '/admin/nachweis', label: 'Nachweis' },
  { href: list, label: 'Datenpannen' },
]

/** One breach from the first notice to the end: what is known, the risk, the authority, the people, the documentation (GDPR Art. 33, 34). */
export default staffPage(
  '/admin/nachweis/datenpannen/[id]',
  async ({ ctx, member, params: { id = '' } }) => {
    const breach = await loadBreach(ctx, id)
    if (!breach) return <ErrorPage status={404} />
    const isAnswered = breach.authorityToldAt || breach.assessments[0]?.risk === 'none'
    const kind = isAnswered ? 'breach-end' : 'breach-report'
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
              { term: 'Bekannt geworden', value: formatInstant(breach.noticedAt) },
              { term: 'Zuerst beschrieben als', value: breach.description },
              { term: 'Geschlossen', value: breach.closedAt ? formatInstant(breach.closedAt) : 'noch nicht' },
            ]}
          />
        </Section>
        <Findings breach={breach} member={member} />
        <Risk breach={breach} member={member} />
        <Reports breach={breach} member={member} now={ctx.now()} />
        <People breach={breach} member={member} />
        <Remarks breach={breach} member={member} />
      </CasePage>
    )
  },
  keptText,
)
