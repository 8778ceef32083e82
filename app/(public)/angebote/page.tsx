import { publicPage } from '@/app/_edge/page'
import { OtherSearches } from '@/components/content/other-searches'
import { FilterDay, FilterSelect, FilterText } from '@/components/forms/filter-field'
import { Accordion } from '@/components/kern/accordion'
import { Alert } from '@/components/kern/alert'
import { Button } from '@/components/kern/button'
import { ButtonLink } from '@/components/kern/button-link'
import { Heading } from '@/components/kern/heading'
import { Link } from '@/components/kern/link'
import { Pagination } from '@/components/kern/pagination'
import { Text } from '@/components/kern/text'
import { Description } from '@/components/layout/description'
import { Title } from '@/components/layout/title'
import { subjectLabels } from '@/lib/codes'
import { type PublicationPage, searchPublications } from '@/lib/publications/search-publications'
import { formatNumber } from '@/lib/text'
import { Entry } from './parts/entry'
import {
  aboutOf,
  addressOf,
  attendanceLabels,
  type FilterValues,
  hasFilter,
  kindLabels,
  orderLabels,
  orderLabelsOfSearch,
  priceLabels,
  problemOf,
  queryOf,
  readFilters,
} from './parts/filters'

/** What members publish for everybody: search, filters, pages with addresses that stay (DS-07). Printed, because it is long and much read. */
export default publicPage(async ({ ctx, member, query }) => {
  const { values, search } = readFilters(query)
  const list = await searchPublications(ctx, search)
  const about = aboutOf(values)
  const problem = problemOf(values)
  const title = ['Angebote', about, list.page > 1 ? `Seite ${list.page}` : ''].filter(Boolean).join(', ')
  const feedQuery = queryOf(values)
  return (
    <>
      <div className="wide flex flex-col gap-6">
        <div className="flex flex-wrap items-end justify-between gap-x-8 gap-y-4">
          <div className="flex max-w-3xl flex-col gap-2">
            <Heading level={1}>Angebote zur Weiterbildung</Heading>
            <Text>
              Kurse, Veranstaltungen und Informationen für Beschäftigte, Betriebe und alle, die sich in Thüringen
              weiterbilden.
            </Text>
          </div>
          {member ? (
            <ButtonLink href="/meine-angebote" variant="secondary">
              Meine Angebote
            </ButtonLink>
          ) : null}
        </div>
        <Search values={values} />
        {problem ? <Alert variant="warning" title={problem} /> : null}
        <Found list={list} values={values} />
        <ul className="grid grid-cols-1 gap-4 lg:grid-cols-2">
          {list.publications.map((publication) => (
            <li key={publication.id} className="min-w-0">
              <Entry publication={publication} />
            </li>
          ))}
        </ul>
        <Pagination
          page={list.page}
          pages={list.pages}
          href={(page) => addressOf(values, page)}
          label="Seiten der Liste"
        />
        <Text size="small" muted className="no-print">
          {about ? 'Neues zu dieser Auswahl abonnieren: ' : 'Neues abonnieren: '}
          <Link href={`/angebote/rss.xml${feedQuery}`}>RSS</Link> ·{' '}
          <Link href={`/angebote/atom.xml${feedQuery}`}>Atom</Link> ·{' '}
          <Link href={`/angebote/kalender.ics${feedQuery}`}>Kalender der Veranstaltungen</Link>
        </Text>
      </div>
      <link rel="alternate" type="application/rss+xml" title="Angebote (RSS)" href={`/angebote/rss.xml${feedQuery}`} />
      <link
        rel="alternate"
        type="application/atom+xml"
        title="Angebote (Atom)"
        href={`/angebote/atom.xml${feedQuery}`}
      />
      <link rel="alternate" type="text/calendar" title="Veranstaltungen" href={`/angebote/kalender.ics${feedQuery}`} />
      <Description title={title} url={ctx.mail.appUrl + addressOf(values, list.page)}>
        {about
          ? `Angebote zur Weiterbildung in Thüringen: ${about}.`
          : 'Kurse, Veranstaltungen und Informationen zur Weiterbildung in Thüringen: suchen nach Thema, Ort, Zeit und Preis.'}
      </Description>
      <Title>{title}</Title>
    </>
  )
})

function Search({ values }: { values: FilterValues }) {
  const { suche: _s, art: _a, thema: _t, anbieter: _p, sortierung: _o, ...further } = values
  return (
    <search aria-label="Angebote suchen">
      <form action="/angebote" className="flex flex-col gap-4">
        <div className="grid grid-cols-1 gap-4 md:grid-cols-[2fr_1fr_1fr]">
          <FilterText name="suche" label="Suche" value={values.suche} />
          <FilterSelect name="art" label="Art" value={values.art} all="Alle" options={kindLabels} />
          <FilterSelect name="thema" label="Thema" value={values.thema} all="Alle" options={subjectLabels} />
        </div>
        {values.anbieter ? <FilterText name="anbieter" label="Anbieter" value={values.anbieter} /> : null}
        <Accordion title="Ort, Zeit, Preis und Sortierung" open={Object.values(further).some(Boolean)}>
          <div className="grid grid-cols-1 gap-4 sm:grid-cols-2 lg:grid-cols-3">
            <FilterText name="ort" label="Ort" value={values.ort} />
            <FilterSelect
              name="form"
              label="Vor Ort oder online"
              value={values.form}
              all="Beides"
              options={attendanceLabels}
            />
            <FilterSelect name="preis" label="Preis" value={values.preis} all="Alle" options={priceLabels} />
            <FilterDay name="von" label="Von" value={values.von} />
            <FilterDay name="bis" label="Bis" value={values.bis} />
            <FilterSelect
              name="sortierung"
              label="Sortierung"
              value={values.sortierung ?? (values.suche ? 'beste' : 'neu')}
              options={values.suche ? orderLabelsOfSearch : orderLabels}
            />
          </div>
        </Accordion>
        <div className="flex flex-wrap items-center gap-x-6 gap-y-2">
          <Button icon="search">Suchen</Button>
          {hasFilter(values) ? (
            <Link href="/angebote" standalone>
              Alle anzeigen
            </Link>
          ) : null}
        </div>
      </form>
    </search>
  )
}

function Found({ list, values }: { list: PublicationPage; values: FilterValues }) {
  if (list.found === 0) {
    return (
      <Alert title="Dazu haben wir gerade nichts gefunden" role="status" id="anzahl">
        <Text>
          {hasFilter(values)
            ? 'Versuchen Sie es mit einem anderen Wort oder weniger Filtern.'
            : 'Zurzeit ist nichts veröffentlicht. Schauen Sie bald wieder vorbei.'}
        </Text>
        <OtherSearches ways={waysOn(list, values)} />
      </Alert>
    )
  }
  return (
    <Text as="div" id="anzahl">
      <span role="status">
        {list.insteadOf ? `Zu „${values.suche}“ gibt es nichts. Gezeigt werden Treffer für „${list.insteadOf}“: ` : ''}
        {countText(list)}
      </span>
      {list.isMore ? (
        <span className="block">
          Die Liste zeigt {formatNumber(list.found)} davon. Mit einem weiteren Wort oder einem Filter finden Sie auch
          die übrigen.
        </span>
      ) : null}
    </Text>
  )
}

/** As links; the way to all of them stands beside the button. */
function waysOn({ ways = [] }: PublicationPage, values: FilterValues) {
  return ways.map(({ text, withoutFilters }) => ({
    href: addressOf(withoutFilters ? { suche: text } : { ...values, suche: text }),
    label: withoutFilters ? (text ? `„${text}“ ohne weitere Filter` : 'ohne Filter') : `„${text}“`,
  }))
}

function countText({ found, isMore, page, pages }: PublicationPage): string {
  const count = found === 1 ? 'Ein Eintrag' : `${isMore ? 'Mehr als ' : ''}${formatNumber(found)} Einträge`
  return pages > 1 ? `${count}, Seite ${page} von ${formatNumber(pages)}` : count
}
