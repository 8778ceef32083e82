import { z } from 'zod'
import { type Subject } from '../codes'
import { type PortalContext } from '../context'
import { berlinDay, type CalendarDay } from '../dates'
import { Prisma } from '../db/generated/client'
import { type Attendance, type PublicationKind } from '../db/generated/enums'
import { rowsOf } from '../db/rows'
import { type ListedPublication, listed, listedColumnsSql, listedRow } from './listed'
import { isOpenSql } from './shown'

/** Lists are capped (S-L5): nobody pages through more than this, and nobody counts further. */
const PER_PAGE = 20
const MOST_FOUND = 500
const MOST_WORDS = 8

export type PublicationOrder = 'newest' | 'next' | 'best'

export type PublicationSearch = {
  text?: string
  kind?: PublicationKind
  subject?: Subject
  /** Beginning of the name of a town */
  place?: string
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
}

/**
 * One page of what is published (DS-07): words in their German stems and as beginnings of words, mistakes of spelling forgiven where
 * nothing has the words as typed. At most four statements.
 */
export async function searchPublications(ctx: PortalContext, search: PublicationSearch): Promise<PublicationPage> {
  const words = wordsOf(search.text)
  const typed = await found(
    ctx,
    search,
    words.map((word) => [word]),
  )
  if (typed.found > 0 || words.length === 0) return typed
  const similar = await similarWords(ctx, words)
  if (similar.every(([first], index) => first === words[index])) return typed
  const corrected = await found(ctx, search, similar)
  return corrected.found > 0 ? { ...corrected, insteadOf: similar.map(([first]) => first).join(' ') } : typed
}

/** Every word has alternatives, the best first. */
type Words = string[][]

async function found(ctx: PortalContext, search: PublicationSearch, words: Words): Promise<PublicationPage> {
  const wanted = Math.min(Math.max(1, search.page ?? 1), MOST_FOUND / PER_PAGE)
  const rows = await pageOf(ctx, search, words, wanted)
  // A page behind the last one, e.g. of an old address: the first page instead.
  if (rows.length === 0 && wanted > 1) return found(ctx, { ...search, page: 1 }, words)
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

type Row = z.output<typeof foundRow>
const foundRow = listedRow.extend({ found: z.number() })

/** The hits are capped before they are ranked and counted, so that a word that stands everywhere costs no more than others. */
async function pageOf(ctx: PortalContext, search: PublicationSearch, words: Words, page: number): Promise<Row[]> {
  const order =
    words.length === 0 && search.order === 'best' ? 'newest' : (search.order ?? (words.length > 0 ? 'best' : 'newest'))
  const query = Prisma.sql`to_tsquery('german', ${tsquery(words)})`
  const rank = order === 'best' ? Prisma.sql`ts_rank(p.search, ${query}) DESC,` : Prisma.empty
  const inOrder = order === 'next' ? Prisma.sql`p.starts_on, p.id` : Prisma.sql`p.published_at DESC, p.id`
  const wanted = conditions(ctx, search, words, order, query)
  return rowsOf(ctx, foundRow)`
    WITH ${words.length > 0 ? hitsOfWords(ctx, wanted, order, inOrder) : hitsOfFilters(wanted, inOrder)}
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
function hitsOfWords(ctx: PortalContext, wanted: Prisma.Sql, order: PublicationOrder, inOrder: Prisma.Sql): Prisma.Sql {
  const begins = order === 'next' ? Prisma.sql`AND p.starts_on >= ${berlinDay(ctx.now())}::date` : Prisma.empty
  return Prisma.sql`first AS MATERIALIZED (
    SELECT p.id FROM (
      SELECT * FROM publication p WHERE p.published_at IS NOT NULL AND p.withdrawn_at IS NULL ${begins}
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

function conditions(
  ctx: PortalContext,
  search: PublicationSearch,
  words: Words,
  order: PublicationOrder,
  query: Prisma.Sql,
): Prisma.Sql {
  const parts = [isOpenSql(ctx)]
  if (words.length > 0) parts.push(Prisma.sql`p.search @@ ${query}`)
  if (search.kind) parts.push(Prisma.sql`p.kind = ${search.kind}::publication_kind`)
  if (search.subject) parts.push(Prisma.sql`p.subjects @> ARRAY[${search.subject}]::text[]`)
  if (search.place) {
    const beginning = `${search.place.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`
    parts.push(Prisma.sql`lower(p.place) LIKE ${beginning}`)
  }
  if (search.attendance) parts.push(Prisma.sql`p.attendance IN (${search.attendance}::attendance, 'hybrid')`)
  if (search.from || search.until) parts.push(Prisma.sql`p.kind <> 'notice'`)
  if (search.from)
    parts.push(Prisma.sql`coalesce(p.ends_on, p.starts_on, ${search.from}::date) >= ${search.from}::date`)
  if (search.until) parts.push(Prisma.sql`coalesce(p.starts_on, ${search.until}::date) <= ${search.until}::date`)
  if (search.mostCents === 0) parts.push(Prisma.sql`p.price_kind = 'free'`)
  else if (search.mostCents)
    parts.push(Prisma.sql`(p.price_kind = 'free' OR (p.price_kind = 'fixed' AND p.price_cents <= ${search.mostCents}))`)
  if (order === 'next') parts.push(Prisma.sql`p.starts_on >= ${berlinDay(ctx.now())}::date`)
  return Prisma.join(parts, ' AND ')
}

/** Letters and digits only: nothing that means something to to_tsquery. */
function wordsOf(text: string | undefined): string[] {
  const words =
    (text ?? '')
      .normalize('NFC')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  return [...new Set(words)].slice(0, MOST_WORDS).map((word) => word.slice(0, 40))
}

const LONG_ENOUGH_FOR_A_BEGINNING = 4

/** All words, each in one of its forms; longer ones also as the beginning of a compound: "pflege" finds "Pflegefachkraft". */
function tsquery(words: Words): string {
  return words
    .map((forms) => {
      const parts = forms.map((form) => (form.length >= LONG_ENOUGH_FOR_A_BEGINNING ? `'${form}':*` : `'${form}'`))
      return `(${parts.join(' | ')})`
    })
    .join(' & ')
}

const similarWordsRow = z.strictObject({ typed: z.string(), forms: z.array(z.string()) })

/** For each word that no published title or summary has: the words that look most like it, the most frequent of equals first. */
async function similarWords(ctx: PortalContext, words: string[]): Promise<Words> {
  const rows = await rowsOf(ctx, similarWordsRow)`
    SELECT typed, ARRAY(
      SELECT w.word FROM publication_word w WHERE w.word % typed ORDER BY similarity(w.word, typed) DESC, w.publications DESC, w.word LIMIT 3
    ) AS forms
    FROM unnest(${words}::text[]) AS typed
    WHERE length(typed) >= ${LONG_ENOUGH_FOR_A_BEGINNING} AND NOT EXISTS (SELECT FROM publication_word w WHERE w.word LIKE typed || '%')`
  const known = new Map(rows.filter(({ forms }) => forms.length > 0).map(({ typed, forms }) => [typed, forms]))
  return words.map((word) => known.get(word) ?? [word])
}
