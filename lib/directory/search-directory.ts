import { z } from 'zod'
import { type Subject } from '../codes'
import { type PortalContext } from '../context'
import { Prisma } from '../db/generated/client'
import { type MemberGroup } from '../db/generated/enums'
import { rowsOf } from '../db/rows'
import { may } from '../may'
import { excerptOf } from '../writing/stored'
import { appearsSql, entryColumnsSql, type ShownEntry, shownEntryRow, titleSql } from './shown-entry'

export type DirectorySearch = { text?: string; memberGroup?: MemberGroup; subject?: Subject; page?: number }

export type DirectoryPage = {
  entries: (ShownEntry & { excerpt: string | null })[]
  page: number
  pages: number
  found: number
}

const ENTRIES_PER_PAGE = 20
const EXCERPT_LENGTH = 180
/** Nobody pages through more than this (S-L5). */
const MOST_FOUND = 2_000

const searchDirectoryRow = shownEntryRow.extend({ found: z.number() })

/** One page of the directory for members (DS-07), by name or, where something is searched for, the best match first: one statement. */
export async function searchDirectory(ctx: PortalContext, search: DirectorySearch): Promise<DirectoryPage> {
  may.member(ctx)
  const text = (search.text ?? '').normalize('NFC').replaceAll('\0', '').trim().slice(0, 100)
  const asked = Math.min(Math.max(1, search.page ?? 1), MOST_FOUND / ENTRIES_PER_PAGE)
  const place = text ? rankSql(text) : Prisma.sql`${titleSql} COLLATE "de-x-icu"`
  // A page behind the last one is the last one.
  const rows = await rowsOf(ctx, searchDirectoryRow)`
    WITH hit AS MATERIALIZED (SELECT a.id, ${place} AS place FROM ${fromSql} WHERE ${conditions({ ...search, text })}),
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
  return { entries, page: Math.min(asked, pages), pages, found }
}

const fromSql = Prisma.sql`account a JOIN directory_words w ON w.account_id = a.id LEFT JOIN directory_entry e ON e.account_id = a.id`

const querySql = (text: string) => Prisma.sql`websearch_to_tsquery('german', ${text})`

function conditions({ text, memberGroup, subject }: DirectorySearch): Prisma.Sql {
  const parts = [appearsSql]
  // Stems of German words, or words spelt nearly so (pg_trgm): "Lernstadt" finds "Lernstatt".
  if (text) parts.push(Prisma.sql`(to_tsvector('german', w.words) @@ ${querySql(text)} OR ${text} <% w.words)`)
  if (memberGroup) parts.push(Prisma.sql`(e.show_group AND a.member_group = ${memberGroup}::member_group)`)
  if (subject) parts.push(Prisma.sql`${subject} = ANY(e.subjects)`)
  return Prisma.join(parts, ' AND ')
}

/** The smaller, the better. */
function rankSql(text: string): Prisma.Sql {
  return Prisma.sql`-(ts_rank(to_tsvector('german', w.words), ${querySql(text)}) + word_similarity(${text}, w.words))`
}
