import { type PortalContext } from '../context'
import { Prisma } from '../db/generated/client'
import { type MemberGroup } from '../db/generated/enums'
import { plainText } from '../markdown'
import { Refused } from '../result'
import { type Subject } from '../subjects'
import { appearsSql, entryColumnsSql, type ShownEntry, titleSql } from './shown-entry'

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

/** One page of the directory for members (DS-07), by name or, where something is searched for, the best match first: two statements. */
export async function searchDirectory(ctx: PortalContext, search: DirectorySearch): Promise<DirectoryPage> {
  if (ctx.actor.kind !== 'member') throw new Refused('member')
  const text = (search.text ?? '').normalize('NFC').replaceAll('\0', '').trim().slice(0, 100)
  const where = conditions({ ...search, text })
  const [count] = await ctx.db.$queryRaw<{ found: number }[]>`
    SELECT count(*)::int AS found FROM (SELECT FROM ${fromSql} WHERE ${where} LIMIT ${MOST_FOUND}) AS capped`
  const found = count?.found ?? 0
  const pages = Math.max(1, Math.ceil(found / ENTRIES_PER_PAGE))
  const page = Math.min(Math.max(1, search.page ?? 1), pages)
  const rows = await ctx.db.$queryRaw<ShownEntry[]>`
    SELECT ${entryColumnsSql} FROM ${fromSql} WHERE ${where}
    ORDER BY ${text ? rankSql(text) : Prisma.sql`${titleSql} COLLATE "de-x-icu"`}, a.id
    LIMIT ${ENTRIES_PER_PAGE} OFFSET ${(page - 1) * ENTRIES_PER_PAGE}`
  const entries = rows.map((row) => ({
    ...row,
    excerpt: row.introduction === null ? null : plainText(row.introduction, EXCERPT_LENGTH),
  }))
  return { entries, page, pages, found }
}

const fromSql = Prisma.sql`account a JOIN directory_words w ON w.account_id = a.id LEFT JOIN directory_entry e ON e.account_id = a.id`

const querySql = (text: string) => Prisma.sql`websearch_to_tsquery('german', ${text})`

function conditions({ text, memberGroup, subject }: DirectorySearch): Prisma.Sql {
  const parts = [appearsSql]
  // Stems of German words, or words spelt nearly so (pg_trgm): "Lernstadt" finds "Lernstatt".
  if (text) parts.push(Prisma.sql`(to_tsvector('german', w.words) @@ ${querySql(text)} OR ${text} <% w.words)`)
  if (memberGroup) parts.push(Prisma.sql`a.member_group = ${memberGroup}::member_group`)
  if (subject) parts.push(Prisma.sql`${subject} = ANY(e.subjects)`)
  return Prisma.join(parts, ' AND ')
}

function rankSql(text: string): Prisma.Sql {
  return Prisma.sql`ts_rank(to_tsvector('german', w.words), ${querySql(text)}) + word_similarity(${text}, w.words) DESC`
}
