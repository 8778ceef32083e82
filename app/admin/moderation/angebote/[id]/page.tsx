import { ErrorPage } from '@/app/_edge/error-page'
import { staffPage } from '@/app/_edge/page'
import { MemberText } from '@/components/content/member-text'
import { DescriptionList } from '@/components/kern/description-list'
import { Link } from '@/components/kern/link'
import { Text } from '@/components/kern/text'
import { Section } from '@/components/layout/page'
import { recordLook } from '@/lib/accounts/name-members'
import { mayDo } from '@/lib/auth/permissions'
import { attendanceLabels, priceKindLabels, publicationKindLabels, subjectLabels } from '@/lib/codes'
import { type DrawnContent } from '@/lib/publications/content'
import { loadSubmitted, type SubmittedPublication } from '@/lib/publications/list-submitted'
import { formatDay, formatInstant, formatNumber } from '@/lib/text'
import { CasePage, caseFrame } from '../../../parts/case-page'
import { keptText } from '../../../parts/kept-text'
import { DecisionForm } from './form'

const trail = [
  { href: '/admin/moderation', label: 'Moderation' },
  { href: '/admin/moderation/angebote', label: 'Eingereichte Angebote' },
]

/** One publication before it appears: what readers would see, and the decision (DS-07). */
export default staffPage(
  '/admin/moderation/angebote/[id]',
  async ({ ctx, member, params: { id = '' } }) => {
    const found = await loadSubmitted(ctx, id)
    if (!found) return <Decided />
    await recordLook(ctx, { shown: [found.authorId], reason: 'moderation' })
    return (
      <CasePage
        frame={
          await caseFrame(
            ctx,
            { kind: 'publication', id: found.id, account: found.authorId },
            `/admin/moderation/angebote/${found.id}`,
          )
        }
        heading={found.title}
        title="Angebot prüfen"
        member={member}
        part="/admin/moderation"
        trail={trail}
      >
        <DescriptionList
          items={[
            { term: 'Art', value: publicationKindLabels[found.kind] },
            {
              term: 'Eingereicht von',
              value: <Link href={`/admin/mitglieder/${found.authorId}?anlass=moderation`}>{found.author}</Link>,
            },
            { term: 'Bisher veröffentlicht', value: formatNumber(found.published) },
            { term: 'Wartet seit', value: formatInstant(found.submittedAt) },
          ]}
        />
        <Content
          heading={found.isCorrection ? 'Neue Fassung' : 'Inhalt'}
          anchor="eingereicht"
          content={found.content}
        />
        {found.current ? <Content heading="Bisher zu lesen" anchor="bisher" content={found.current} /> : null}
        {mayDo(member.role, 'decideOnPublication') ? <Decision found={found} reader={member.accountId} /> : null}
      </CasePage>
    )
  },
  keptText,
)

function Decision({ found, reader }: { found: SubmittedPublication; reader: string }) {
  return (
    <Section id="entscheiden" title="Entscheidung">
      {found.authorId === reader ? (
        <Text>Das Angebot ist von Ihnen. Eine andere Person muss entscheiden.</Text>
      ) : (
        <div className="flex max-w-2xl flex-col gap-6">
          <DecisionForm publicationId={found.id} revision={String(found.revision)} />
        </div>
      )}
    </Section>
  )
}

/** Somebody else was faster, or the author has taken it back. */
function Decided() {
  return (
    <ErrorPage status={404}>
      <Text>
        Dieses Angebot wartet nicht mehr. <Link href="/admin/moderation/angebote">Zu den eingereichten Angeboten</Link>
      </Text>
    </ErrorPage>
  )
}

function Content({ heading, anchor, content }: { heading: string; anchor: string; content: DrawnContent }) {
  return (
    <Section id={anchor} title={heading}>
      <DescriptionList items={factsOf(content)} />
      <MemberText text={content.body} drawn={content.drawn} />
    </Section>
  )
}

function factsOf(content: DrawnContent): { term: string; value: string }[] {
  const { attendance, place, venue, startsOn, startsAt, endsOn, endsAt, priceKind, priceCents, link } = content
  const at = (day: string | null, time: string | null) =>
    day && [formatDay(day), time && `${time} Uhr`].filter(Boolean).join(', ')
  const price = priceKind && (priceCents === null ? priceKindLabels[priceKind] : euro.format(priceCents / 100))
  const facts: [string, string | null | undefined][] = [
    ['Titel', content.title],
    ['Kurztext', content.summary],
    ['Themen', content.subjects.map((key) => subjectLabels[key]).join(', ')],
    ['Form', attendance && attendanceLabels[attendance]],
    ['Ort', [venue, place].filter(Boolean).join(', ')],
    ['Beginn', at(startsOn, startsAt)],
    ['Ende', at(endsOn, endsAt)],
    ['Dauer', content.duration],
    ['Preis', price],
    ['Zielgruppe', content.targetGroup],
    ['Förderung', content.funding],
    // As text: staff look before they follow a link.
    ['Link', link],
    ['Name sichtbar', content.showName ? 'ja' : 'nein, nur die Organisation'],
  ]
  return facts.flatMap(([term, value]) => (value ? [{ term, value }] : []))
}

const euro = new Intl.NumberFormat('de-DE', { style: 'currency', currency: 'EUR' })
