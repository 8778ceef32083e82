import { Prisma } from '../db/generated/client'
import { type Term, type TypedQuery } from './typed-query'

/**
 * The tsquery for a column that search_vector() has made. It belongs into a subselect of its own, so that it is made once and not for each
 * row. Never of an empty query: ask first whether a word was typed.
 */
export function querySql(query: TypedQuery): Prisma.Sql {
  const groups = query.map((group) => Prisma.sql`(${Prisma.join(group.map(termSql), ' || ')})`)
  return Prisma.join(groups, ' && ')
}

function termSql({ text, forms, phrases, isExcluded }: Term): Prisma.Sql {
  if (isExcluded) return Prisma.sql`(!! search_phrase(${text}::text))`
  const parts = phrases.map((phrase) => Prisma.sql`search_phrase(${phrase}::text)`)
  if (forms.length > 0) parts.unshift(Prisma.sql`search_terms(${forms}::text[])`)
  return Prisma.join(parts, ' || ')
}
