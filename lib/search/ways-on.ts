import { z } from 'zod'
import { type PortalContext } from '../context'
import { Prisma } from '../db/generated/client'
import { rowsOf } from '../db/rows'

const MOST_SIMILAR = 3

/** Where words are known from, the most used of equals first. */
const vocabularies = {
  publications: Prisma.sql`SELECT w.word FROM publication_word w WHERE w.plain % asked.plain
    ORDER BY similarity(w.plain, asked.plain) DESC, w.publications DESC, w.word`,
  forum: Prisma.sql`SELECT w.word FROM forum_word w WHERE w.plain % asked.plain ORDER BY similarity(w.plain, asked.plain) DESC, w.word`,
}
const known = { publications: Prisma.sql`publication_word`, forum: Prisma.sql`forum_word` }

/** Something else that could be asked for, and whether it would find anything (a condition in SQL). */
export type Way<Asked> = { asked: Asked; finds: Prisma.Sql }

const wayRow = z.strictObject({
  typed: z.string().nullable(),
  alike: z.array(z.string()),
  way: z.number().nullable(),
})

/**
 * What leads on from a search that found nothing, in one statement: for each word that the vocabulary does not have those that look most
 * like it, and those of the ways that find something.
 */
export async function waysOn<Asked>(
  { db }: Pick<PortalContext, 'db'>,
  ways: readonly Way<Asked>[],
  spelling?: { words: readonly string[]; from: keyof typeof vocabularies },
): Promise<{ better: Map<string, string[]>; ways: Asked[] }> {
  const parts = ways.map(({ finds }, index) => Prisma.sql`SELECT NULL, '{}'::text[], ${index}::int WHERE ${finds}`)
  if (spelling && spelling.words.length > 0)
    parts.unshift(Prisma.sql`SELECT asked.typed, ARRAY(${vocabularies[spelling.from]} LIMIT ${MOST_SIMILAR}), NULL
      FROM unnest(${spelling.words}::text[], ARRAY(SELECT plain_letters(word) FROM unnest(${spelling.words}::text[]) AS word)) AS asked (typed, plain)
      WHERE NOT EXISTS (SELECT FROM ${known[spelling.from]} w WHERE w.word LIKE asked.typed || '%')`)
  if (parts.length === 0) return { better: new Map(), ways: [] }
  const rows = await rowsOf({ db }, wayRow)`
    SELECT * FROM (${Prisma.join(parts, ' UNION ALL ')}) AS found (typed, alike, way)`
  return {
    better: new Map(rows.flatMap(({ typed, alike }) => (typed && alike.length > 0 ? [[typed, alike]] : []))),
    ways: ways.filter((_, index) => rows.some(({ way }) => way === index)).map(({ asked }) => asked),
  }
}
