import { Prisma } from '../../db/generated/client'
import { type DeclaredTable } from '../../personal-data/declared'
import { declaredTables } from '../../personal-data/generated/inventory'

const tables = Object.entries(declaredTables as Record<string, DeclaredTable>)

/**
 * Rows whose person is gone, over every table that an erasure empties, as the schema declares it (DS-04): a new table is asked as soon as it
 * is declared.
 */
export function ownerlessRows(): Prisma.Sql {
  const parts = tables
    .filter(([name, { erasure }]) => name !== 'account' && (erasure === 'delete' || erasure === 'neutral'))
    .flatMap(([name, { person }]) =>
      person.map((column) => {
        const [table, owner] = [Prisma.raw(`"${name}"`), Prisma.raw(`t."${column}"`)]
        return Prisma.sql`SELECT 1 FROM ${table} t WHERE ${owner} IS NOT NULL
          AND NOT EXISTS (SELECT FROM account a WHERE a.id = ${owner})`
      }),
    )
  return Prisma.sql`FROM (${Prisma.join(parts, ' UNION ALL ')}) ownerless`
}

/** What a visitor reports has never had an account; name and address go after their period (lib/moderation/tidy-cases.ts). */
const BY_VISITORS = ['content_report']

/** Texts that should have been emptied when their author was erased: in tables that keep the row for others. */
export function namelessRemains(): Prisma.Sql {
  const parts = tables
    .filter(([name, { erasure, clear }]) => erasure === 'neutral' && clear?.length && !BY_VISITORS.includes(name))
    .map(([name, { person, clear = [] }]) => {
      const texts = clear.map((column) => Prisma.raw(`t."${column}"`))
      return Prisma.sql`SELECT 1 FROM ${Prisma.raw(`"${name}"`)} t
        WHERE ${Prisma.raw(`t."${person[0]}"`)} IS NULL AND num_nonnulls(${Prisma.join(texts)}) > 0`
    })
  return Prisma.sql`FROM (${Prisma.join(parts, ' UNION ALL ')}) nameless`
}
