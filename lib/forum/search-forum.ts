import { z } from 'zod'
import { type PortalContext } from '../context'
import { Prisma } from '../db/generated/client'
import { rowsOf } from '../db/rows'
import { may } from '../may'
import { foundWords } from '../search/found-words'
import { querySql } from '../search/query-sql'
import { fewerWords, readQuery, replaceWords, spelling, type TypedQuery } from '../search/typed-query'
import { waysOn } from '../search/ways-on'
import { HITS_PER_PAGE } from './limits'
import { authorSql, isOpenSql } from './sql'

/** Words around those that were found, which stand between HIT_START and HIT_END. */
export type Hit = Omit<z.output<typeof hitRow>, 'words'> & { excerpt: string }
const hitRow = z.strictObject({
  id: z.string(),
  topicId: z.string(),
  number: z.number(),
  title: z.string().nullable(),
  author: z.string().nullable(),
  postedAt: z.date(),
  words: z.string(),
  categoryName: z.string(),
})

type Found = {
  hits: Hit[]
  /** Another page follows. */
  hasMore: boolean
  /** What was searched for instead, where the words as typed are found nowhere. */
  corrected?: string
  /** Where nothing was found: fewer words, each of which finds something */
  ways?: string[]
}

/** Hits that are looked at: the newest ones. */
const MOST_HITS = 500
/** Newest posts that are looked through first: a word that fills a list from them stands in at least every tenth post. */
const MOST_LOOKED_THROUGH = 10 * MOST_HITS

/**
 * Searches titles and posts by the words of lib/search. Titles first, then the newest. Where nothing is found, words with a slip of the
 * pen are replaced by similar ones that several members use, and titles that look alike are found. Nothing that is hidden is found.
 */
export async function searchForum(
  ctx: PortalContext,
  { query: text, page = 1 }: { query: string; page?: number },
): Promise<Found> {
  may.member(ctx)
  const query = readQuery(text)
  if (query.length === 0) return { hits: [], hasMore: false }
  const found = await find(ctx, query, page)
  if (found.hits.length > 0 || page > 1) return found
  const { better, ways } = await waysOn(ctx, otherSearches(query), { words: spelling(query), from: 'forum' })
  const again = await find(ctx, readQuery(text, better), page, text)
  if (again.hits.length === 0) return { ...again, ways }
  return better.size > 0 ? { ...again, corrected: replaceWords(text, better) } : again
}

/** `alike`: titles that look like this count as well. */
async function find(ctx: PortalContext, query: TypedQuery, page: number, alike?: string): Promise<Found> {
  const rows = await rowsOf(ctx, hitRow)`
    WITH ${hitsSql(query, alike)},
    shown AS (
      SELECT p.id, p.topic_id, p.number, p.author_id, coalesce(p.drawn->>'words', p.body) AS words, p.posted_at, t.title, t.category_id, h.weight
      FROM ${openHitsSql} ORDER BY h.weight DESC, p.id DESC LIMIT ${HITS_PER_PAGE + 1} OFFSET ${(page - 1) * HITS_PER_PAGE}
    )
    SELECT s.id, s.topic_id AS "topicId", s.number, s.title, s.posted_at AS "postedAt", c.name AS "categoryName",
      ${authorSql(Prisma.sql`a`)} AS author, coalesce(s.words, '') AS words
    FROM shown s JOIN forum_category c ON c.id = s.category_id LEFT JOIN account a ON a.id = s.author_id
    ORDER BY s.weight DESC, s.id DESC`
  const hits = rows.slice(0, HITS_PER_PAGE).map(({ words, ...hit }) => ({ ...hit, excerpt: foundWords(words, query) }))
  return { hits, hasMore: rows.length > HITS_PER_PAGE }
}

function hitsSql(query: TypedQuery, alike?: string): Prisma.Sql {
  const words = Prisma.sql`(SELECT words FROM query)`
  return Prisma.sql`query AS MATERIALIZED (SELECT ${querySql(query)} AS words),
    title_hits AS MATERIALIZED (SELECT t.id FROM forum_topic t WHERE t.search @@ ${words}
      ${alike === undefined ? Prisma.empty : Prisma.sql`OR plain_letters(t.title) %> (SELECT plain_letters(${alike}::text))`}),
    post_hits AS MATERIALIZED (${newestHitsSql(words)}),
    hits AS (
      SELECT id, max(weight) AS weight FROM (
        (SELECT f.id, 1 AS weight FROM title_hits h JOIN forum_post f ON f.topic_id = h.id AND f.number = 1
          ORDER BY f.id DESC LIMIT ${MOST_HITS})
        UNION ALL SELECT id, 0 FROM post_hits
      ) AS both_kinds GROUP BY id
    )`
}

const openHitsSql = Prisma.sql`hits h JOIN forum_post p ON p.id = h.id JOIN forum_topic t ON t.id = p.topic_id
  WHERE ${isOpenSql('post', Prisma.sql`p.id`, Prisma.sql`p.author_id`)} AND ${isOpenSql('topic', Prisma.sql`t.id`, Prisma.sql`t.author_id`)}`

/** One word less. */
function otherSearches(query: TypedQuery) {
  return fewerWords(query).map((asked) => ({
    asked,
    finds: Prisma.sql`EXISTS (WITH ${hitsSql(readQuery(asked))} SELECT FROM ${openHitsSql})`,
  }))
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
