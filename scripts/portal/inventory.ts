import { recordCsv, recordJson } from '@/lib/personal-data/export-record'
import { inventory, inventoryProblems, tablesWithoutPersonalData } from '@/lib/personal-data/inventory'
import { stores } from '@/lib/personal-data/stores'
import { undeclaredColumns } from '@/lib/personal-data/undeclared'
import { newestVersion } from '@/lib/policies/published-versions'
import { text, UsageError, type Verb } from '../lib/verb'

export const verb: Verb = {
  summary:
    'What is stored about people, why, how long and how it is erased (DS-12); from the declarations in the schema',
  usage: '[--format text|json|csv]',
  does: 'reads',
  options: { format: { type: 'string', default: 'text' } },
  run: async (ctx, values) => {
    const format = text(values, 'format')
    const version = await newestVersion(ctx)
    if (format === 'json') process.stdout.write(recordJson(version))
    else if (format === 'csv') process.stdout.write(recordCsv(version))
    else if (format === 'text') printTables()
    else throw new UsageError('--format is text, json or csv')
    const undeclared = (await undeclaredColumns(ctx)).map(
      (column) => `${column}: stored, but not declared in the schema`,
    )
    const problems = [...inventoryProblems(), ...undeclared]
    for (const problem of problems) console.error(problem)
    return problems.length === 0 ? 0 : 1
  },
}

function printTables(): void {
  for (const { name, title, purpose, source, retentionKey, erasure, person, columns } of inventory()) {
    console.log(`\n${name}  ${title}`)
    console.log(
      `  purpose ${purpose} · from ${source} · kept ${retentionKey} · erasure ${erasure} · person ${person.join(', ') || '–'}`,
    )
    for (const { name: column, kind, label } of columns) {
      if (kind !== 'internal') console.log(`  ${column.padEnd(22)}${kind.padEnd(10)}${label}`)
    }
  }
  console.log('\nOutside the database')
  for (const { title, path, purpose, retention } of stores) {
    console.log(`  ${title}${path ? ` (${path})` : ''}: purpose ${purpose} · kept ${retention}`)
  }
  console.log('\nWithout personal data')
  for (const { name, why } of tablesWithoutPersonalData()) console.log(`  ${name}: ${why}`)
}
