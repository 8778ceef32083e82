import { staffPage } from '@/app/_edge/page'
import { RecordTable } from '@/components/admin/record-table'
import { FilterSelect } from '@/components/forms/filter-field'
import { Badge } from '@/components/kern/badge'
import { Button } from '@/components/kern/button'
import { DescriptionList } from '@/components/kern/description-list'
import { Link } from '@/components/kern/link'
import { Pagination } from '@/components/kern/pagination'
import { Text } from '@/components/kern/text'
import { Section } from '@/components/layout/page'
import { mayDo, maySee } from '@/lib/auth/permissions'
import { codesOf, contentLabels, type ReportCategory, reportCategoryLabels } from '@/lib/codes'
import { contentSlugs } from '@/lib/content'
import { addDays, berlinDay, startOfDay } from '@/lib/dates'
import {
  type CaseFilter,
  type CaseView,
  caseViews,
  type ListedCase,
  listCases,
  moderationNumbers,
} from '@/lib/moderation/list-cases'
import { firstReviews } from '@/lib/moderation/review-setting'
import { countSubmitted } from '@/lib/publications/list-submitted'
import { counted, formatDayOf, formatNumber } from '@/lib/text'
import { AdminPage } from '../parts/admin-page'
import { assigneeWords, outcomeLabel, viewWords } from './parts/labels'
import { ReviewSettingForm } from './parts/setting-form'

const PATH = '/admin/moderation'
type Query = Record<string, string | undefined>

/** The queue of the moderation (DS-07): reports, appeals, what was decided. */
export default staffPage('/admin/moderation', async ({ ctx, member, query }) => {
  const filter = readFilter(query)
  const since = startOfDay(addDays(berlinDay(ctx.now()), -NUMBERS_DAYS))
  const [list, first, submitted, numbers] = await Promise.all([
    listCases(ctx, filter),
    firstReviews(ctx),
    countSubmitted(ctx),
    moderationNumbers(ctx, since),
  ])
  return (
    <AdminPage heading="Moderation" member={member} part={PATH}>
      <Views current={filter.view} />
      <Filters query={query} view={filter.view} />
      <Text as="div" id="anzahl">
        <span role="status">{list.found === 0 ? viewWords[filter.view].none : countText(list.found)}</span>
      </Text>
      {list.cases.length > 0 ? <Cases cases={list.cases} /> : null}
      <Pagination
        page={list.page}
        pages={list.pages}
        href={(page) => addressOf({ ...query, seite: String(page) })}
        label="Seiten der Liste"
      />
      <Section id="erste" title="Erste Veröffentlichungen">
        <Text>{settingText(first)}</Text>
        {maySee(member.role, `${PATH}/angebote`) ? (
          <p>
            <Link href={`${PATH}/angebote`} standalone>
              Eingereichte Angebote ({formatNumber(submitted)})
            </Link>
          </p>
        ) : null}
        {mayDo(member.role, 'setFirstReviews') ? (
          <div className="flex max-w-2xl flex-col gap-6">
            <ReviewSettingForm current={String(first)} />
          </div>
        ) : null}
      </Section>
      {maySee(member.role, `${PATH}/kategorien`) ? (
        <Section id="forum" title="Forum">
          <p>
            <Link href={`${PATH}/kategorien`} standalone>
              Kategorien des Forums
            </Link>
          </p>
        </Section>
      ) : null}
      <Numbers numbers={numbers} />
    </AdminPage>
  )
})

function readFilter(query: Query): CaseFilter {
  const page = Number(query.seite)
  return {
    view: caseViews.find((view) => viewWords[view].slug === query.ansicht) ?? 'open',
    kind: codesOf(contentLabels).find((kind) => contentSlugs[kind] === query.art),
    category: Object.hasOwn(reportCategoryLabels, query.grund ?? '') ? (query.grund as ReportCategory) : undefined,
    assignee: (['mine', 'nobody'] as const).find((code) => assigneeWords[code].slug === query.bearbeitet),
    page: Number.isSafeInteger(page) && page > 0 ? page : 1,
  }
}

function addressOf(query: Query): string {
  const given = Object.entries(query).filter((entry): entry is [string, string] => Boolean(entry[1]))
  return given.length > 0 ? `${PATH}?${new URLSearchParams(given)}` : PATH
}

function Views({ current }: { current: CaseView }) {
  return (
    <nav aria-label="Ansicht">
      <ul className="flex flex-wrap gap-x-6 gap-y-1">
        {caseViews.map((view) => (
          <li key={view}>
            <Link
              href={addressOf({ ansicht: view === 'open' ? undefined : viewWords[view].slug })}
              standalone
              aria-current={view === current ? 'page' : undefined}
              className="aria-[current]:font-semibold"
            >
              {viewWords[view].label}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}

function Filters({ query, view }: { query: Query; view: CaseView }) {
  const assignees = Object.fromEntries(Object.values(assigneeWords).map(({ slug, label }) => [slug, label]))
  const kinds = Object.fromEntries(codesOf(contentLabels).map((kind) => [contentSlugs[kind], contentLabels[kind]]))
  return (
    <search aria-label="Vorgänge filtern">
      <form action={PATH} className="flex flex-col gap-4">
        <input type="hidden" name="ansicht" value={viewWords[view].slug} />
        <div className="grid grid-cols-1 gap-4 sm:grid-cols-3">
          <FilterSelect name="art" label="Inhalt" value={query.art} all="Alle" options={kinds} />
          <FilterSelect name="grund" label="Grund" value={query.grund} all="Alle" options={reportCategoryLabels} />
          <FilterSelect
            name="bearbeitet"
            label="Bearbeitet von"
            value={query.bearbeitet}
            all="Alle"
            options={assignees}
          />
        </div>
        <div>
          <Button icon="search">Filtern</Button>
        </div>
      </form>
    </search>
  )
}

function countText(found: number): string {
  return counted(found, 'Ein Vorgang', 'Vorgänge')
}

function settingText(first: number): string {
  if (first === 0) return 'Angebote neuer Mitglieder erscheinen sofort; niemand sieht sie vorher an.'
  const which = first === 1 ? 'Das erste Angebot' : `Die ersten ${first} Angebote`
  return `${which} eines Mitglieds ${first === 1 ? 'wird' : 'werden'} geprüft, bevor ${first === 1 ? 'es erscheint' : 'sie erscheinen'}; spätere erscheinen sofort.`
}

function Cases({ cases }: { cases: ListedCase[] }) {
  return (
    <RecordTable<ListedCase>
      caption="Vorgänge der Moderation"
      rows={cases}
      rowKey={({ id }) => id}
      columns={[
        {
          title: 'Vorgang',
          heading: true,
          cell: ({ id, contentKind, openedAt }) => (
            <Link href={`${PATH}/${id}`}>
              {contentLabels[contentKind]} vom {formatDayOf(openedAt)}
            </Link>
          ),
        },
        {
          title: 'Grund',
          cell: ({ categories, reports }) => (
            <>
              {categories.map((category) => reportCategoryLabels[category]).join(', ') || 'Ohne Meldung'}
              {reports > 1 ? <span className="block text-muted">{formatNumber(reports)} Meldungen</span> : null}
            </>
          ),
        },
        { title: 'Bearbeitet von', cell: ({ assignee }) => assignee ?? 'niemand' },
        {
          title: 'Stand',
          cell: ({ outcome, appealedAt }) => (
            <span className="flex flex-wrap gap-2">
              <Badge variant={outcome ? 'success' : 'warning'}>{outcomeLabel(outcome)}</Badge>
              {appealedAt ? <Badge variant="warning">Beschwerde seit {formatDayOf(appealedAt)}</Badge> : null}
            </span>
          ),
        },
      ]}
    />
  )
}

const NUMBERS_DAYS = 365

function Numbers({ numbers }: { numbers: Awaited<ReturnType<typeof moderationNumbers>> }) {
  const { reports, cases, measures, appeals, upheld, medianHours } = numbers
  return (
    <Section id="zahlen" title={`Die letzten ${formatNumber(NUMBERS_DAYS)} Tage`}>
      <DescriptionList
        items={[
          { term: 'Meldungen', value: formatNumber(reports) },
          { term: 'Entschiedene Vorgänge', value: formatNumber(cases) },
          { term: 'Maßnahmen', value: formatNumber(measures) },
          { term: 'Davon durch ein Programm', value: '0' },
          { term: 'Beschwerden', value: `${formatNumber(appeals)}, davon erfolgreich ${formatNumber(upheld)}` },
          {
            term: 'Übliche Zeit bis zur Entscheidung',
            value: medianHours === null ? 'noch keine' : `${formatNumber(Math.round(medianHours))} Stunden`,
          },
        ]}
      />
    </Section>
  )
}
