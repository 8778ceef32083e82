import { z } from 'zod'
import { type Subject } from '../codes'
import { type PortalContext } from '../context'
import { type CalendarDay } from '../dates'
import { Prisma } from '../db/generated/client'
import { type Attendance, type PublicationKind } from '../db/generated/enums'
import { rowsOf } from '../db/rows'
import { querySql } from '../search/query-sql'
import { fewerWords, readQuery, replaceWords, spelling, type TypedQuery } from '../search/typed-query'
import { waysOn } from '../search/ways-on'
import { type ListedPublication, listed, listedColumnsSql, listedRow } from './listed'
import { isOpenSql } from './shown'

/** Lists are capped (S-L5): nobody pages through more than this, and nobody counts further. */
const PER_PAGE = 20
const MOST_FOUND = 500
const MOST_PLACE_WORDS = 5

export type PublicationOrder = 'newest' | 'next' | 'best'

export type PublicationSearch = {
  text?: string
  kind?: PublicationKind
  subject?: Subject
  /** A town, a part of it, a street or a postcode; the beginning of each word is enough */
  place?: string
  /** Name of an organisation, as it stands beside the title */
  publisher?: string
  attendance?: Extract<Attendance, 'on_site' | 'online'>
  /** First and last day of the wanted time; what runs all the time always fits */
  from?: CalendarDay
  until?: CalendarDay
  /** 0 = only what costs nothing */
  mostCents?: number
  order?: PublicationOrder
  /** 1-based */
  page?: number
}

export type PublicationPage = {
  publications: ListedPublication[]
  page: number
  pages: number
  found: number
  /** There are more than are counted */
  isMore: boolean
  /** The words that were searched for instead, where nothing had the words as typed */
  insteadOf?: string
  /** Where nothing was found: what to leave out so that something is */
  ways?: { text?: string; withoutFilters: boolean }[]
}

/**
 * One page of what is published (DS-07), by the words of lib/search; where nothing has the words as typed, mistakes of spelling are
 * forgiven, and where nothing has those either, ways on are named. At most four statements.
 */
export async function searchPublications(ctx: PortalContext, search: PublicationSearch): Promise<PublicationPage> {
  const query = readQuery(search.text ?? '')
  const typed = await found(ctx, search, query)
  if (typed.found > 0) return typed
  const words = [...spelling(query), ...spelling(readQuery(search.place ?? ''))]
  const { better, ways } = await waysOn(ctx, otherSearches(ctx, search, query), { words, from: 'publications' })
  if (better.size > 0) {
    const place = search.place && replaceWords(search.place, better)
    const text = search.text && replaceWords(search.text, better)
    const corrected = await found(ctx, { ...search, place }, readQuery(search.text ?? '', better))
    if (corrected.found > 0) return { ...corrected, insteadOf: [text, place].filter(Boolean).join(', ') }
  }
  return { ...typed, ways }
}

async function found(ctx: PortalContext, search: PublicationSearch, query: TypedQuery): Promise<PublicationPage> {
  const wanted = Math.min(Math.max(1, search.page ?? 1), MOST_FOUND / PER_PAGE)
  const rows = await pageOf(ctx, search, query, wanted)
  // A page behind the last one, e.g. of an old address: the first page instead.
  if (rows.length === 0 && wanted > 1) return found(ctx, { ...search, page: 1 }, query)
  const all = rows[0]?.found ?? 0
  const count = Math.min(all, MOST_FOUND)
  return {
    publications: rows.map(({ found: _, ...row }) => listed(row)),
    page: wanted,
    pages: Math.max(1, Math.ceil(count / PER_PAGE)),
    found: count,
    isMore: all > MOST_FOUND,
  }
}

/** The same words without the filters, and one word less. */
function otherSearches(ctx: PortalContext, { text, ...filters }: PublicationSearch, query: TypedQuery) {
  const hasFilters = Object.entries(filters).some(([name, value]) => !['order', 'page'].includes(name) && value)
  const searches = [
    ...(hasFilters ? [{ text, withoutFilters: true }] : []),
    ...fewerWords(query).map((fewer) => ({ text: fewer, withoutFilters: false })),
  ]
  return searches.map((asked) => {
    const wanted = matchesSql(ctx, { ...(asked.withoutFilters ? {} : filters), text: asked.text })
    // Frequent words stand among the newest; of rare ones the index knows all at once. A plan for the first of any would read every row.
    const finds = Prisma.sql`(EXISTS (SELECT FROM (SELECT * FROM publication p WHERE p.published_at IS NOT NULL AND p.withdrawn_at IS NULL
      ORDER BY p.published_at DESC, p.id LIMIT ${MOST_FOUND}) AS p WHERE ${wanted})
      OR (SELECT count(*) > 0 FROM publication p WHERE ${wanted}))`
    return { asked, finds }
  })
}

type Row = z.output<typeof foundRow>
const foundRow = listedRow.extend({ found: z.number() })

/** The hits are capped before they are ranked and counted, so that a word that stands everywhere costs no more than others. */
async function pageOf(ctx: PortalContext, search: PublicationSearch, query: TypedQuery, page: number): Promise<Row[]> {
  const hasWords = query.length > 0
  const order = !hasWords && search.order === 'best' ? 'newest' : (search.order ?? (hasWords ? 'best' : 'newest'))
  const words = hasWords ? Prisma.sql`(SELECT words FROM query)` : undefined
  const rank = order === 'best' ? Prisma.sql`ts_rank(p.search, ${words}) DESC,` : Prisma.empty
  // What runs already, what begins next, what has no first day: an order leaves nothing out.
  const inOrder = order === 'next' ? Prisma.sql`p.starts_on, p.id` : Prisma.sql`p.published_at DESC, p.id`
  const wanted = conditions(ctx, search, words)
  return rowsOf(ctx, foundRow)`
    WITH ${hasWords ? Prisma.sql`query AS MATERIALIZED (SELECT ${querySql(query)} AS words), ${hitsOfWords(wanted, inOrder)}` : hitsOfFilters(wanted, inOrder)}
    , shown AS MATERIALIZED (
      SELECT p.id FROM hit JOIN publication p USING (id) ORDER BY ${rank} ${inOrder} LIMIT ${PER_PAGE} OFFSET ${(page - 1) * PER_PAGE}
    )
    SELECT ${listedColumnsSql}, (SELECT count(*)::int FROM hit) AS found
    FROM shown JOIN publication p USING (id) JOIN account a ON a.id = p.account_id
    ORDER BY ${rank} ${inOrder}`
}

/** In the order of an index that holds every column of the filters: as soon as there are enough, nothing more is read. */
function hitsOfFilters(wanted: Prisma.Sql, inOrder: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`hit AS MATERIALIZED (
    SELECT p.id FROM publication p WHERE ${wanted} ORDER BY ${inOrder} LIMIT ${MOST_FOUND + 1}
  )`
}

/** Newest publications that are looked through first: a word that fills a list from them stands in at least every tenth text. */
const MOST_LOOKED_THROUGH = 10 * MOST_FOUND

/**
 * No statistics say how often the beginning of a word stands in the texts, and no plan is right for frequent and rare ones: so the
 * first of the order are looked through, and only if they hold too few hits, the index of the words is asked.
 */
function hitsOfWords(wanted: Prisma.Sql, inOrder: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`first AS MATERIALIZED (
    SELECT p.id FROM (
      SELECT * FROM publication p WHERE p.published_at IS NOT NULL AND p.withdrawn_at IS NULL
      ORDER BY ${inOrder} LIMIT ${MOST_LOOKED_THROUGH}
    ) AS p WHERE ${wanted} LIMIT ${MOST_FOUND + 1}
  ), hit AS MATERIALIZED (
    SELECT id FROM first WHERE (SELECT count(*) FROM first) > ${MOST_FOUND}
    UNION ALL
    SELECT id FROM (
      SELECT p.id FROM publication p WHERE (SELECT count(*) FROM first) <= ${MOST_FOUND} AND ${wanted} ORDER BY ${inOrder} LIMIT ${MOST_FOUND + 1}
    ) AS others
  )`
}

/** What a search finds, as a condition on publication p: for feeds and calendars of it. */
export function matchesSql(ctx: PortalContext, search: PublicationSearch): Prisma.Sql {
  const query = readQuery(search.text ?? '')
  return conditions(ctx, search, query.length > 0 ? Prisma.sql`(SELECT ${querySql(query)})` : undefined)
}

/** `words`: the tsquery, of a subselect. */
function conditions(ctx: PortalContext, search: PublicationSearch, words: Prisma.Sql | undefined): Prisma.Sql {
  const parts = [isOpenSql(ctx)]
  if (words) parts.push(Prisma.sql`p.search @@ ${words}`)
  if (search.kind) parts.push(Prisma.sql`p.kind = ${search.kind}::publication_kind`)
  if (search.subject) parts.push(Prisma.sql`p.subjects @> ARRAY[${search.subject}]::text[]`)
  parts.push(...(search.place?.match(/[\p{L}\p{N}]+/gu) ?? []).slice(0, MOST_PLACE_WORDS).map(isInPlaceSql))
  if (search.publisher) parts.push(Prisma.sql`p.publisher = ${search.publisher}`)
  if (search.attendance) parts.push(Prisma.sql`p.attendance IN (${search.attendance}::attendance, 'hybrid')`)
  if (search.from || search.until) parts.push(Prisma.sql`p.kind <> 'notice'`)
  if (search.from)
    parts.push(Prisma.sql`coalesce(p.ends_on, p.starts_on, ${search.from}::date) >= ${search.from}::date`)
  if (search.until) parts.push(Prisma.sql`coalesce(p.starts_on, ${search.until}::date) <= ${search.until}::date`)
  if (search.mostCents === 0) parts.push(Prisma.sql`p.price_kind = 'free'`)
  else if (search.mostCents)
    parts.push(Prisma.sql`(p.price_kind = 'free' OR (p.price_kind = 'fixed' AND p.price_cents <= ${search.mostCents}))`)
  return Prisma.join(parts, ' AND ')
}

/** The beginning of a word of the place; its pattern is made once, not for each row. */
function isInPlaceSql(word: string): Prisma.Sql {
  return Prisma.sql`p.place_words LIKE (SELECT '% ' || search_text(fold_letters(${word}::text)) || '%')`
}
