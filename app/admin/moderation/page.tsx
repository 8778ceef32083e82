import { staffPage } from '@/app/_edge/page'
import { PortalForm } from '@/components/forms/portal-form'
import { Badge } from '@/components/kern/badge'
import { DescriptionList } from '@/components/kern/description-list'
import { Link } from '@/components/kern/link'
import { Text } from '@/components/kern/text'
import { Section } from '@/components/layout/page'
import { ListCount } from '@/components/list/list-count'
import { ListFilters } from '@/components/list/list-filters'
import { ListPages } from '@/components/list/list-pages'
import { ListViews } from '@/components/list/list-views'
import { RecordTable } from '@/components/list/record-table'
import { mayDo, maySee } from '@/lib/auth/permissions'
import { contentLabels, reportCategoryLabels } from '@/lib/codes'
import { addDays, berlinDay, startOfDay } from '@/lib/dates'
import { type Asked, readList } from '@/lib/list'
import { type ListedCase, listCases, moderationNumbers } from '@/lib/moderation/list-cases'
import { firstReviews } from '@/lib/moderation/review-setting'
import { countSubmitted } from '@/lib/publications/list-submitted'
import { formatNumber, formatShortDay } from '@/lib/text'
import { AdminPage } from '../parts/admin-page'
import { setFirstReviews } from './actions'
import { outcomeLabel } from './parts/labels'
import { caseList, filterOf, nothing } from './parts/list'

const PATH = '/admin/moderation'

/** The queue of the moderation (DS-07): reports, appeals, what was decided. */
export default staffPage('/admin/moderation', async ({ ctx, member, query }) => {
  const asked = readList(caseList, query)
  const since = startOfDay(addDays(berlinDay(ctx.now()), -NUMBERS_DAYS))
  const [list, first, submitted, numbers] = await Promise.all([
    listCases(ctx, filterOf(asked)),
    firstReviews(ctx),
    countSubmitted(ctx),
    moderationNumbers(ctx, since),
  ])
  return (
    <AdminPage heading="Moderation" member={member} part={PATH}>
      <ListViews list={caseList} asked={asked} name="ansicht" />
      <ListFilters list={caseList} asked={asked} label="Vorgänge filtern" />
      <ListCount {...list} one="Ein Vorgang" many="Vorgänge" none={nothing[asked.values.ansicht ?? 'offen']} />
      {list.cases.length > 0 ? <Cases cases={list.cases} asked={asked} /> : null}
      <ListPages list={caseList} asked={asked} {...list} />
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
            <PortalForm
              action={setFirstReviews}
              errorTitle="Moderation – Verwaltung"
              submit="Anzahl speichern"
              submitVariant="secondary"
              prefix="erste"
              asks={[
                {
                  kind: 'line',
                  name: 'firstPublications',
                  label: 'Wie viele erste Angebote werden geprüft?',
                  hint: '0 bis 99. Gilt für alles, was ab jetzt eingereicht wird.',
                  defaultValue: String(first),
                  autoComplete: 'off',
                },
              ]}
            />
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

function settingText(first: number): string {
  if (first === 0) return 'Angebote neuer Mitglieder erscheinen sofort; niemand sieht sie vorher an.'
  const which = first === 1 ? 'Das erste Angebot' : `Die ersten ${first} Angebote`
  return `${which} eines Mitglieds ${first === 1 ? 'wird' : 'werden'} geprüft, bevor ${first === 1 ? 'es erscheint' : 'sie erscheinen'}; spätere erscheinen sofort.`
}

function Cases({ cases, asked }: { cases: ListedCase[]; asked: Asked }) {
  return (
    <RecordTable<ListedCase>
      caption="Vorgänge der Moderation"
      rows={cases}
      rowKey={({ id }) => id}
      sorting={{ list: caseList, asked }}
      columns={[
        {
          title: 'Vorgang',
          heading: true,
          sort: 'eingang',
          cell: ({ id, contentKind, openedAt }) => (
            <Link href={`${PATH}/${id}`}>
              {contentLabels[contentKind]} vom {formatShortDay(openedAt)}
            </Link>
          ),
        },
        {
          title: 'Grund',
          cell: ({ categories }) =>
            categories.map((category) => reportCategoryLabels[category]).join(', ') || 'Ohne Meldung',
        },
        { title: 'Meldungen', numeric: true, sort: 'meldungen', cell: ({ reports }) => formatNumber(reports) },
        { title: 'Bearbeitet von', cell: ({ assignee }) => assignee ?? 'niemand' },
        {
          title: 'Stand',
          cell: ({ outcome, appealedAt }) => (
            <span className="flex flex-wrap gap-2">
              <Badge variant={outcome ? 'success' : 'warning'}>{outcomeLabel(outcome)}</Badge>
              {appealedAt ? <Badge variant="warning">Beschwerde seit {formatShortDay(appealedAt)}</Badge> : null}
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
