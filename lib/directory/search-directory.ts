import { z } from 'zod'
import { type Subject } from '../codes'
import { type PortalContext } from '../context'
import { Prisma } from '../db/generated/client'
import { type MemberGroup } from '../db/generated/enums'
import { rowsOf } from '../db/rows'
import { may } from '../may'
import { querySql } from '../search/query-sql'
import { fewerWords, readQuery, type TypedQuery, wordsAlone } from '../search/typed-query'
import { waysOn } from '../search/ways-on'
import { excerptOf } from '../writing/stored'
import { appearsSql, entryColumnsSql, type ShownEntry, shownEntryRow, titleSql } from './shown-entry'

export type DirectorySearch = { text?: string; memberGroup?: MemberGroup; subject?: Subject; page?: number }

export type DirectoryPage = {
  entries: (ShownEntry & { excerpt: string | null })[]
  page: number
  pages: number
  found: number
  /** Where nothing was found: fewer words, each of which finds somebody */
  ways?: string[]
}

const ENTRIES_PER_PAGE = 20
const EXCERPT_LENGTH = 180
const LONGEST_TEXT = 100
/** Nobody pages through more than this (S-L5). */
const MOST_FOUND = 2_000

const searchDirectoryRow = shownEntryRow.extend({ found: z.number() })

/**
 * One page of the directory for members (DS-07), by name or, where something is searched for, the best match first: one statement, a
 * second one where nobody is found.
 */
export async function searchDirectory(ctx: PortalContext, search: DirectorySearch): Promise<DirectoryPage> {
  may.member(ctx)
  const query = readQuery((search.text ?? '').slice(0, LONGEST_TEXT))
  const asked = Math.min(Math.max(1, search.page ?? 1), MOST_FOUND / ENTRIES_PER_PAGE)
  // A page behind the last one is the last one.
  const rows = await rowsOf(ctx, searchDirectoryRow)`
    WITH hit AS MATERIALIZED (SELECT a.id, ${placeSql(query)} AS place FROM ${fromSql(query)} WHERE ${conditions(search, query)}),
    total AS (SELECT least(count(*), ${MOST_FOUND})::int AS found FROM hit),
    shown AS (SELECT id, place FROM hit ORDER BY place, id LIMIT ${ENTRIES_PER_PAGE}
      OFFSET (SELECT least(${asked}::int - 1, greatest(0, found - 1) / ${ENTRIES_PER_PAGE}::int) * ${ENTRIES_PER_PAGE}::int FROM total))
    SELECT ${entryColumnsSql}, total.found FROM shown JOIN account a USING (id) LEFT JOIN directory_entry e ON e.account_id = a.id, total
    ORDER BY shown.place, a.id`
  const found = rows[0]?.found ?? 0
  const pages = Math.max(1, Math.ceil(found / ENTRIES_PER_PAGE))
  const entries = rows.map(({ found: _, ...row }) => ({
    ...row,
    excerpt: row.introduction === null ? null : excerptOf(row.introduction, row.drawn, EXCERPT_LENGTH),
  }))
  const { ways } = found === 0 ? await waysOn(ctx, otherSearches(search, query)) : { ways: undefined }
  return { entries, page: Math.min(asked, pages), pages, found, ways }
}

/** One word less. */
function otherSearches(search: DirectorySearch, query: TypedQuery) {
  return fewerWords(query).map((asked) => {
    const fewer = readQuery(asked)
    return { asked, finds: Prisma.sql`EXISTS (SELECT FROM ${fromSql(fewer)} WHERE ${conditions(search, fewer)})` }
  })
}

/** `typed.words` is what is looked for, `typed.alike` what a word may look like. */
function fromSql(query: TypedQuery): Prisma.Sql {
  const typed =
    query.length === 0
      ? Prisma.empty
      : Prisma.sql`CROSS JOIN (VALUES ((SELECT ${querySql(query)}), (SELECT plain_letters(${wordsAlone(query) ?? null}::text)))) AS typed (words, alike)`
  return Prisma.sql`account a JOIN directory_words w ON w.account_id = a.id LEFT JOIN directory_entry e ON e.account_id = a.id ${typed}`
}

function conditions({ memberGroup, subject }: DirectorySearch, query: TypedQuery): Prisma.Sql {
  const parts = [appearsSql]
  // The words of lib/search, or words spelt nearly so (pg_trgm): "Lernstadt" finds "Lernstatt".
  if (query.length > 0) parts.push(Prisma.sql`(w.search @@ typed.words OR typed.alike <% w.plain)`)
  if (memberGroup) parts.push(Prisma.sql`(e.show_group AND a.member_group = ${memberGroup}::member_group)`)
  if (subject) parts.push(Prisma.sql`${subject} = ANY(e.subjects)`)
  return Prisma.join(parts, ' AND ')
}

/** The smaller, the better. */
function placeSql(query: TypedQuery): Prisma.Sql {
  if (query.length === 0) return Prisma.sql`${titleSql} COLLATE "de-x-icu"`
  return Prisma.sql`-(ts_rank(w.search, typed.words) + coalesce(word_similarity(typed.alike, w.plain), 0))`
}
