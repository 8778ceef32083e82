import { z } from 'zod'
import { type PortalContext } from '../context'
import { Prisma } from '../db/generated/client'
import { rowsOf } from '../db/rows'
import { may } from '../may'
import { HITS_PER_PAGE } from './limits'
import { authorSql, isOpenSql } from './sql'

export type Hit = z.output<typeof hitRow>
const hitRow = z.strictObject({
  id: z.string(),
  topicId: z.string(),
  number: z.number(),
  title: z.string().nullable(),
  author: z.string().nullable(),
  postedAt: z.date(),
  /** Words around those that were found, which stand between HIT_START and HIT_END. */
  excerpt: z.string(),
  categoryName: z.string(),
})

type Found = {
  hits: Hit[]
  /** Another page follows. */
  hasMore: boolean
  /** What was searched for instead, where the words as typed are found nowhere. */
  corrected?: string
}

/** Characters that nobody can type into a post. */
export const HIT_START = '\u{E000}'
export const HIT_END = '\u{E001}'

/** Hits that are looked at: the newest ones. */
const MOST_HITS = 500
/** Newest posts that are looked through first: a word that fills a list from them stands in at least every tenth post. */
const MOST_LOOKED_THROUGH = 10 * MOST_HITS

/**
 * Searches titles and posts for German words in any of their forms. Titles first, then the newest. Where nothing is found, words
 * with a slip of the pen are replaced by similar ones that several members use, and titles that look alike are found. Nothing that
 * is hidden is found.
 */
export async function searchForum(
  ctx: PortalContext,
  { query, page = 1 }: { query: string; page?: number },
): Promise<Found> {
  may.member(ctx)
  const text = query.normalize('NFC').trim()
  if (text === '') return { hits: [], hasMore: false }
  const found = await find(ctx, text, page)
  if (found.hits.length > 0 || page > 1) return found
  const corrected = await correct(ctx, text)
  const again = corrected ? await find(ctx, corrected, page) : undefined
  if (again && again.hits.length > 0) return { ...again, corrected }
  return find(ctx, text, page, { isSimilar: true })
}

async function find(
  ctx: PortalContext,
  text: string,
  page: number,
  { isSimilar = false }: { isSimilar?: boolean } = {},
): Promise<Found> {
  const words = querySql(text)
  const titles = isSimilar
    ? Prisma.sql`lower(t.title) %> lower(${text})`
    : Prisma.sql`forum_lexemes(t.title) @@ ${words}`
  const posts = isSimilar ? Prisma.sql`SELECT NULL::uuid AS id WHERE false` : newestHitsSql(words)
  const options = `StartSel=${HIT_START},StopSel=${HIT_END},MaxWords=40,MinWords=20,MaxFragments=1`
  const rows = await rowsOf(ctx, hitRow)`
    WITH title_hits AS MATERIALIZED (SELECT t.id FROM forum_topic t WHERE ${titles}),
    post_hits AS MATERIALIZED (${posts}),
    hits AS (
      SELECT id, max(weight) AS weight FROM (
        (SELECT f.id, 1 AS weight FROM title_hits h JOIN forum_post f ON f.topic_id = h.id AND f.number = 1
          ORDER BY f.id DESC LIMIT ${MOST_HITS})
        UNION ALL SELECT id, 0 FROM post_hits
      ) AS both_kinds GROUP BY id
    ),
    shown AS (
      SELECT p.id, p.topic_id, p.number, p.author_id, coalesce(p.drawn->>'words', p.body) AS words, p.posted_at, t.title, t.category_id, h.weight
      FROM hits h JOIN forum_post p ON p.id = h.id JOIN forum_topic t ON t.id = p.topic_id
      WHERE ${isOpenSql('post', Prisma.sql`p.id`, Prisma.sql`p.author_id`)}
        AND ${isOpenSql('topic', Prisma.sql`t.id`, Prisma.sql`t.author_id`)}
      ORDER BY h.weight DESC, p.id DESC LIMIT ${HITS_PER_PAGE + 1} OFFSET ${(page - 1) * HITS_PER_PAGE}
    )
    SELECT s.id, s.topic_id AS "topicId", s.number, s.title, s.posted_at AS "postedAt", c.name AS "categoryName",
      ${authorSql(Prisma.sql`a`)} AS author,
      coalesce(ts_headline('pg_catalog.german'::regconfig, left(s.words, 4000), ${words}, ${options}), '') AS excerpt
    FROM shown s JOIN forum_category c ON c.id = s.category_id LEFT JOIN account a ON a.id = s.author_id
    ORDER BY s.weight DESC, s.id DESC`
  return { hits: rows.slice(0, HITS_PER_PAGE), hasMore: rows.length > HITS_PER_PAGE }
}

/**
 * The newest posts that hold the words. The index knows no order: it names every post before the newest of them are known. So the newest
 * posts are looked through, and only if they hold too few hits, the index is asked; the hits are the same either way.
 */
function newestHitsSql(words: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`
    WITH newest AS MATERIALIZED (
      SELECT id FROM (SELECT id, search FROM forum_post ORDER BY id DESC LIMIT ${MOST_LOOKED_THROUGH}) AS p
      WHERE search @@ ${words} ORDER BY id DESC LIMIT ${MOST_HITS}
    )
    SELECT id FROM newest WHERE (SELECT count(*) FROM newest) = ${MOST_HITS}
    UNION ALL (SELECT id FROM forum_hits(${words}) AS id WHERE (SELECT count(*) FROM newest) < ${MOST_HITS}
      ORDER BY id DESC LIMIT ${MOST_HITS})`
}

const correctRow = z.strictObject({ typed: z.string(), word: z.string() })

/** The same query with words that members use; undefined if no word has a better one. */
async function correct({ db }: PortalContext, text: string): Promise<string | undefined> {
  const words = [...new Set(text.toLowerCase().match(/\p{L}{4,}/gu) ?? [])].slice(0, 8)
  if (words.length === 0) return undefined
  const rows = await rowsOf({ db }, correctRow)`
    SELECT typed, best.word FROM unnest(${words}::text[]) AS typed
    JOIN LATERAL (SELECT w.word FROM forum_word w WHERE lower(w.word) % typed ORDER BY similarity(w.word, typed) DESC, w.word LIMIT 1) best ON true
    WHERE best.word <> typed`
  const better = new Map(rows.map(({ typed, word }) => [typed, word]))
  if (better.size === 0) return undefined
  return text.replace(/\p{L}{4,}/gu, (word) => better.get(word.toLowerCase()) ?? word)
}

/**
 * Words as typed, all of them: each in the forms that the German stemmer keeps apart ("Kurs", "Kurse"), and longer ones as the
 * beginning of a compound. Quotation marks, "or" and "-" work as people know them, word for word.
 */
function querySql(text: string): Prisma.Sql {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
  if (words.length === 0 || /["]|(^|\s)-\p{L}|\bor\b/iu.test(text))
    return Prisma.sql`websearch_to_tsquery('pg_catalog.german'::regconfig, ${text})`
  const parts = words.slice(0, MOST_WORDS).map((word) => `(${formsOf(word).join(' | ')})`)
  return Prisma.sql`to_tsquery('pg_catalog.german'::regconfig, ${parts.join(' & ')})`
}

const MOST_WORDS = 10
const SHORTEST_BEGINNING = 6

function formsOf(word: string): string[] {
  const shorter = word.replace(/(?<=.{3})(en|e|n|s)$/, '')
  return [...new Set([word, `${word}e`, shorter])].concat(word.length >= SHORTEST_BEGINNING ? [`${word}:*`] : [])
}
