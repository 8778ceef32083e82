import { type Fact, facts } from '@/lib/accountability/facts'
import { promises } from '@/lib/accountability/promises'
import { type Violation } from './violations'

/**
 * For each fact of lib/accountability/facts.ts the ways to falsify its row, drawn from the declaration: the instant moved by a day, emptied,
 * the row deleted. Who declares a fact gets its violations, and has to make it happen in the kept portal.
 */
export const factViolations: Violation[] = Object.entries(facts).flatMap(([check, declared]) =>
  (declared as readonly Fact[]).flatMap((fact) => {
    const { table, at, way } = fact
    const common = { promise: promiseOf(check), check, tables: [table] }
    const change = (set: string) => `UPDATE ${table} SET ${at} = ${set} WHERE ctid = ${rowOf(fact)}`
    const moved = { ...common, what: `${table}.${at} moved by a day`, sql: change(`${at} - interval '1 day'`) }
    if (way === 'rows') return [moved]
    const emptied = {
      ...common,
      what: `${table}.${at} emptied`,
      sql: `ALTER TABLE ${table} ALTER COLUMN ${at} DROP NOT NULL;; ${withoutRules(table)};; ${change('NULL')}`,
    }
    const deleted = {
      ...common,
      what: `a row with ${at} deleted from ${table}`,
      sql: `DELETE FROM ${table} WHERE ctid = ${rowOf(fact)}`,
    }
    return table === 'account' ? [moved, emptied] : [moved, emptied, deleted]
  }),
)

function promiseOf(check: string): string {
  const promise = promises.find(({ checks }) => checks.some(({ id }) => id === check))
  if (!promise) throw new Error(`no promise has the check ${check}`)
  return promise.id
}

/** A row for which the fact has happened, and of which this column says so. */
function rowOf({ table, at, rows, instant }: Fact): string {
  const conditions = [
    `r.${at} IS NOT NULL`,
    ...(rows ? [rows.sql] : []),
    ...(instant ? [`r.${at} = ${instant.sql}`] : []),
  ]
  return `(SELECT r.ctid FROM ${table} r WHERE ${conditions.join(' AND ')} LIMIT 1)`
}

/** Whoever owns the table takes its CHECKs away first. */
function withoutRules(table: string): string {
  return `DO $$ DECLARE rule name; BEGIN FOR rule IN SELECT conname FROM pg_constraint
    WHERE conrelid = '${table}'::regclass AND contype = 'c' LOOP EXECUTE format('ALTER TABLE ${table} DROP CONSTRAINT %I', rule); END LOOP; END $$`
}
