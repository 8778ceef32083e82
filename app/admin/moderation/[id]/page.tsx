import { describeContent } from '@/app/_content/describe'
import { ErrorPage } from '@/app/_edge/error-page'
import { staffPage } from '@/app/_edge/page'
import { Badge } from '@/components/kern/badge'
import { DescriptionList } from '@/components/kern/description-list'
import { Heading } from '@/components/kern/heading'
import { Link } from '@/components/kern/link'
import { List } from '@/components/kern/list'
import { Text } from '@/components/kern/text'
import { Section } from '@/components/layout/page'
import { mayDo } from '@/lib/auth/permissions'
import { type Member } from '@/lib/auth/session'
import { contentLabels, measureLabels, reportCategoryLabels } from '@/lib/codes'
import { type ContentDescription } from '@/lib/content'
import { isUuid } from '@/lib/fields'
import { openCategories } from '@/lib/forum/list-categories'
import { actsFor } from '@/lib/moderation/effects'
import { type CaseMeasure, type CaseReport, type LoadedCase, loadCase } from '@/lib/moderation/load-case'
import { formatDayOf, formatInstant } from '@/lib/text'
import { CasePage, caseFrame } from '../../parts/case-page'
import { keptText } from '../../parts/kept-text'
import { outcomeLabel } from '../parts/labels'
import { DecisionForm, SuspendForm } from './form'
import { MeasureDetails } from './parts/measure-details'

const trail = [{ href: '/admin/moderation', label: 'Moderation' }]

/** One case: the content as it stands, who reported it and why, what was decided before, the decision (DS-07). */
export default staffPage(
  '/admin/moderation/[id]',
  async ({ ctx, member, params: { id = '' } }) => {
    const found = isUuid(id) ? await loadCase(ctx, id) : undefined
    if (!found) return <ErrorPage status={404} />
    const content = await describeContent(ctx, { kind: found.contentKind, id: found.contentId })
    const categories = found.contentKind === 'topic' && !found.closedAt ? await openCategories(ctx) : []
    return (
      <CasePage
        frame={await caseFrame(ctx, { kind: 'report', id }, `/admin/moderation/${id}`)}
        heading={`${contentLabels[found.contentKind]}: ${found.reports.length > 0 ? 'Meldung' : 'Vorgang'} vom ${formatDayOf(found.openedAt)}`}
        member={member}
        part="/admin/moderation"
        trail={trail}
      >
        <Facts found={found} />
        <Content found={found} content={content} />
        {found.reports.length > 0 ? <Reports reports={found.reports} /> : null}
        {found.measures.length > 0 ? <Measures found={found} member={member} /> : null}
        <History history={found.history} hasAuthor={found.authorId !== null} />
        {found.closedAt || !mayDo(member.role, 'decideOnCase') ? null : (
          <Decision found={found} member={member} categories={categories} />
        )}
      </CasePage>
    )
  },
  keptText,
)

function Facts({ found }: { found: LoadedCase }) {
  const { outcome, closedAt, reason } = found
  return (
    <Section id="stand" title="Stand">
      <DescriptionList
        items={[
          {
            term: 'Ergebnis',
            value: <Badge variant={outcome ? 'success' : 'warning'}>{outcomeLabel(outcome)}</Badge>,
          },
          { term: 'Eröffnet', value: formatInstant(found.openedAt) },
          ...(closedAt ? [{ term: 'Entschieden', value: formatInstant(closedAt) }] : []),
          ...(reason ? [{ term: 'Begründung', value: <span className="whitespace-pre-wrap">{reason}</span> }] : []),
        ]}
      />
    </Section>
  )
}

function Content({ found, content }: { found: LoadedCase; content: ContentDescription | undefined }) {
  return (
    <Section id="gemeldet" title="Der Inhalt, wie er jetzt ist">
      {content ? (
        <>
          <DescriptionList
            items={[
              { term: 'Titel', value: <Link href={content.path}>{content.title}</Link> },
              {
                term: 'Eingestellt von',
                value: found.authorId ? (
                  <Link href={`/admin/mitglieder/${found.authorId}?anlass=moderation`}>
                    {found.author || content.author}
                  </Link>
                ) : (
                  content.author
                ),
              },
            ]}
          />
          <blockquote className="m-0 border-s-4 border-line ps-4 whitespace-pre-wrap wrap-anywhere">
            {content.text}
          </blockquote>
        </>
      ) : (
        <Text>
          Der Inhalt ist nicht mehr da{found.authorId ? '.' : ': Wer ihn eingestellt hat, hat kein Konto mehr.'}
          {found.closedAt ? '' : ' Den Vorgang können Sie trotzdem abschließen.'}
        </Text>
      )}
    </Section>
  )
}

function Reports({ reports }: { reports: CaseReport[] }) {
  return (
    <Section id="meldungen" title="Meldungen">
      <ul className="flex flex-col border-t border-line">
        {reports.map((report) => (
          <li key={report.id} className="flex flex-col gap-1 border-b border-line py-4">
            <Text>
              <strong>{reportCategoryLabels[report.category]}</strong>
            </Text>
            <Text className="whitespace-pre-wrap wrap-anywhere">
              {report.explanation ?? 'Die Erläuterung ging mit dem Konto, von dem die Meldung kam.'}
            </Text>
            <Text muted>
              {report.reporter ?? 'Ohne Namen'}
              {report.isMember ? ' (Mitglied)' : ''}, {formatInstant(report.createdAt)}
            </Text>
          </li>
        ))}
      </ul>
    </Section>
  )
}

function Measures({ found, member }: { found: LoadedCase; member: Member }) {
  return (
    <Section id="massnahmen" title="Maßnahmen">
      {found.measures.map((measure) => (
        <MeasureDetails key={measure.id} measure={measure} caseId={found.id} member={member} />
      ))}
    </Section>
  )
}

function History({ history, hasAuthor }: { history: CaseMeasure[]; hasAuthor: boolean }) {
  if (!hasAuthor) return null
  return (
    <Section id="bisher" title="Frühere Maßnahmen gegen dieses Mitglied">
      {history.length === 0 ? (
        <Text muted>Bisher keine.</Text>
      ) : (
        <List
          items={history.map(({ id, act, caseId, contentKind, startedAt, endedAt }) => (
            <span key={id}>
              {formatDayOf(startedAt)}:{' '}
              {caseId ? <Link href={`/admin/moderation/${caseId}`}>{measureLabels[act]}</Link> : measureLabels[act]} (
              {contentLabels[contentKind]}){endedAt ? `, aufgehoben am ${formatDayOf(endedAt)}` : ''}
            </span>
          ))}
        />
      )}
    </Section>
  )
}

const actTexts = {
  hide: 'Inhalt verbergen: Andere sehen ihn nicht mehr.',
  lock: 'Thema schließen: Niemand kann mehr antworten.',
  move: 'Thema in einen anderen Bereich verschieben',
  warn: 'Verwarnen: Der Inhalt bleibt stehen.',
}

type DecisionProps = { found: LoadedCase; member: Member; categories: { id: string; name: string }[] }

function Decision({ found, member, categories }: DecisionProps) {
  const { id, contentKind, authorId } = found
  const acts = actsFor(contentKind).filter(
    (act): act is keyof typeof actTexts => act !== 'suspend' && (act !== 'warn' || authorId !== null),
  )
  const isOwn = authorId === member.accountId
  return (
    <Section id="entscheiden" title="Entscheidung">
      {isOwn ? (
        <Text>Es geht um einen Inhalt von Ihnen. Eine andere Person muss entscheiden.</Text>
      ) : (
        <div className="flex max-w-2xl flex-col gap-6">
          <DecisionForm
            caseId={id}
            categories={categories.map(({ id: value, name: label }) => ({ value, label }))}
            acts={[
              { value: 'none', label: 'Keine Maßnahme: Der Inhalt verstößt gegen keine Regel.' },
              ...acts.map((act) => ({ value: act, label: actTexts[act] })),
            ]}
          />
          {authorId && mayDo(member.role, 'suspendAuthor') ? (
            <>
              <Heading level={3} size="small">
                Bei schweren oder wiederholten Verstößen
              </Heading>
              <SuspendForm caseId={id} />
            </>
          ) : null}
        </div>
      )}
    </Section>
  )
}
