import { type Migration } from '@/lib/db/migrate'

/** From here on a migration says which code may work after it (table oldest_code). */
export const FIRST_WITH_RULES = '20261130220000_oldest_code'

const breaking = [
  /\bDROP\s+(TABLE|COLUMN|FUNCTION|TYPE|VIEW)\b/i,
  /\bRENAME\b/i,
  /\bALTER\s+COLUMN\s+\S+\s+(SET\s+DATA\s+)?TYPE\b/i,
  /\bSET\s+NOT\s+NULL\b/i,
  /\bADD\s+COLUMN\b(?![^,;]*\bDEFAULT\b)[^,;]*\bNOT\s+NULL\b/i,
  /\bADD\s+CONSTRAINT\b/i,
]

/**
 * What a migration does to servers that are at work. `breaks`: the code before it would stumble, and it does not say so. `locks`: others wait
 * until the whole table has been read.
 */
export function migrationFaults({ name, sql }: Migration): ('breaks' | 'locks')[] {
  const statements = sql
    .replace(/--.*$/gm, '')
    .split(';')
    .map((statement) => statement.trim())
  const made = statements.flatMap((statement) => /^CREATE TABLE (?:IF NOT EXISTS )?(\S+)/i.exec(statement)?.[1] ?? [])
  const isOnNew = (statement: string) =>
    made.some((table) => new RegExp(`\\b(ON|TABLE)\\s+"?${table}\\b`, 'i').test(statement))
  const others = statements.filter((statement) => !isOnNew(statement) && !/^CREATE TABLE/i.test(statement))
  const isSaid = statements.some((statement) => statement === `UPDATE oldest_code SET migration = '${name}'`)
  const breaks = !isSaid && others.some((statement) => breaking.some((pattern) => pattern.test(statement)))
  const locks = others.some(
    (statement) =>
      /^CREATE\s+(UNIQUE\s+)?INDEX\s+(?!CONCURRENTLY)/i.test(statement) ||
      (/\bADD\s+CONSTRAINT\b/i.test(statement) && !/\bNOT\s+VALID\b/i.test(statement)),
  )
  return [...(breaks ? (['breaks'] as const) : []), ...(locks ? (['locks'] as const) : [])]
}
