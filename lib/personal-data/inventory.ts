import { codeLists } from '../codes'
import { type DeclaredColumn, type DeclaredTable } from './declared'
import { declaredTables, problems } from './generated/inventory'
import { type Activity, type ActivityKey, activities } from './purposes'
import { type RetentionKey, type RetentionRule, retentionRules } from './retention'

/**
 * The inventory of personal data (DS-04, DS-12), drawn from the declarations in the schema: report, erasure, record of
 * processing and checks all read it.
 */
export type InventoryTable = {
  name: string
  title: string
  keyType: DeclaredTable['keyType']
  purpose: ActivityKey
  activity: Activity
  source: 'member' | 'portal' | 'staff'
  retentionKey: RetentionKey
  retention: RetentionRule
  erasure: 'delete' | 'neutral' | 'keep' | 'expire'
  /** Columns that name the person; empty where nobody can tell whose row it is. */
  person: readonly string[]
  /** Columns that an erasure empties (`erasure: 'neutral'`). */
  clear: readonly string[]
  columns: readonly (DeclaredColumn & { name: string })[]
}

/** Tables with personal data, in the order of their purposes. */
export function inventory(): InventoryTable[] {
  const tables: Record<string, DeclaredTable> = declaredTables
  const order = Object.keys(activities)
  return Object.entries(tables)
    .flatMap(([name, table]) => (table.none ? [] : [complete(name, table)]))
    .sort((one, other) => order.indexOf(one.purpose) - order.indexOf(other.purpose))
}

/** Tables that hold no personal data, and why. */
export function tablesWithoutPersonalData(): { name: string; why: string }[] {
  const tables: Record<string, DeclaredTable> = declaredTables
  return Object.entries(tables).flatMap(([name, { none }]) => (none ? [{ name, why: none }] : []))
}

/** What is not declared, contradicts itself or names an unknown key; empty when all is well. Each line says what to add. */
export function inventoryProblems(): string[] {
  const tables: Record<string, DeclaredTable> = declaredTables
  const unknown = Object.entries(tables).flatMap(([name, { none, purpose = '', retention = '', columns }]) => {
    if (none) return []
    return [
      ...(Object.hasOwn(activities, purpose)
        ? []
        : [`${name}: purpose=${purpose} is no key of lib/personal-data/purposes.ts`]),
      ...(Object.hasOwn(retentionRules, retention)
        ? []
        : [`${name}: retention=${retention} is no key of lib/personal-data/retention.ts`]),
      ...Object.entries(columns).flatMap(([column, { codes }]) =>
        codes === undefined || isList(codes) ? [] : [`${name}.${column}: ${codes} is no list of lib/codes.ts`],
      ),
    ]
  })
  return [...problems, ...unknown]
}

/** Acts and letters have their words where they are declared. */
function isList(name: string): boolean {
  return Object.hasOwn(codeLists, name) || name === 'Act' || name === 'Letter'
}

function complete(name: string, table: DeclaredTable): InventoryTable {
  const purpose = table.purpose as ActivityKey
  const retentionKey = table.retention as RetentionKey
  return {
    name,
    title: table.title,
    keyType: table.keyType,
    purpose,
    activity: activities[purpose],
    source: table.source as InventoryTable['source'],
    retentionKey,
    retention: retentionRules[retentionKey],
    erasure: table.erasure as InventoryTable['erasure'],
    person: table.person,
    clear: table.clear ?? [],
    columns: Object.entries(table.columns).map(([column, facts]) => ({ name: column, ...facts })),
  }
}
