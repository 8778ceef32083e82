import { describe, expect, test } from 'vitest'
import { type PortalContext } from '@/lib/context'
import { type DeclaredTable } from '@/lib/personal-data/declared'
import { declaredTables } from '@/lib/personal-data/generated/inventory'
import { inventory, inventoryProblems } from '@/lib/personal-data/inventory'
import { inventorySource, readInventory } from '@/scripts/lib/inventory-source.mjs'
import { testContext } from '../support/context'

const tables: Record<string, DeclaredTable> = declaredTables

describe('what is stored is declared where it is stored (DS-12)', () => {
  test('nothing is undeclared and nothing contradicts itself', () => {
    expect(inventoryProblems()).toEqual([])
  })

  test('every table and column of the database is in the inventory: add the declaration to prisma/schema, or run generate', async () => {
    const stored = await columnsOf(testContext())
    const missing = stored.filter(({ table, column, type }) => {
      const declared = tables[table]
      if (declared?.columns[column]) return false
      // What Prisma cannot type is no text either, and a table without people needs no word on its numbers.
      return !declared?.none || ['text', 'jsonb', 'json', 'character varying'].includes(type)
    })
    expect(missing).toEqual([])
    // What the database makes out of other columns may be declared as well.
    const all = await testContext().db.$queryRaw<{ name: string }[]>`
      SELECT table_name || '.' || column_name AS name FROM information_schema.columns WHERE table_schema = 'public'`
    const names = new Set(all.map(({ name }) => name))
    const gone = Object.entries(tables).flatMap(([table, { columns }]) =>
      Object.keys(columns).filter((column) => !names.has(`${table}.${column}`)),
    )
    expect(gone).toEqual([])
  })

  test('the foreign keys do what the declared erasure needs', async () => {
    const keys = await testContext().db.$queryRaw<{ table: string; column: string; action: string }[]>`
      SELECT k.conrelid::regclass::text AS table, c.attname AS column, k.confdeltype::text AS action
      FROM pg_constraint k JOIN pg_attribute c ON c.attrelid = k.conrelid AND c.attnum = k.conkey[1]
      WHERE k.contype = 'f' AND k.confrelid = 'account'::regclass`
    const wrong = keys.filter(({ table, column, action }) => {
      const { person = [], erasure } = tables[table] ?? {}
      const fits = erasure === 'delete' ? ['c', 'r', 'a'] : erasure === 'neutral' ? ['n'] : []
      return !person.includes(column) || !fits.includes(action)
    })
    expect(wrong).toEqual([])
  })

  test('every foreign key that an erasure follows has an index, at whatever distance from the account', async () => {
    const unindexed = await testContext().db.$queryRaw`
      WITH RECURSIVE touched AS (
        SELECT 'account'::regclass::oid AS relation
        UNION SELECT k.conrelid FROM pg_constraint k JOIN touched t ON k.confrelid = t.relation WHERE k.contype = 'f'
      )
      SELECT k.conrelid::regclass::text AS table, k.conname AS key
      FROM pg_constraint k JOIN touched t ON k.confrelid = t.relation
      WHERE k.contype = 'f' AND NOT EXISTS (
        SELECT FROM pg_index i WHERE i.indrelid = k.conrelid AND i.indkey[0] = k.conkey[1] AND i.indpred IS NULL)`
    expect(unindexed).toEqual([])
  })

  test('every column that may name a person is either declared as the person or belongs to nobody', () => {
    const named = Object.entries(tables).flatMap(([table, { columns, person }]) =>
      Object.keys(columns)
        .filter(
          (column) => /^(account|member|subject|person|author|owner)_id$/.test(column) && !person.includes(column),
        )
        .map((column) => `${table}.${column}`),
    )
    expect(named).toEqual(['erasure.account_id'])
  })

  test('no text, document or list about a person is called internal: it is shown, or withheld with the reason', () => {
    const hidden = inventory().flatMap(({ name, person, columns }) =>
      person.length === 0
        ? []
        : columns
            .filter(({ kind, type, name: column }) => {
              const isKey = tables[name]?.key === column || person.includes(column)
              return kind === 'internal' && ['text', 'json', 'bytes'].includes(type) && !isKey
            })
            .map((column) => `${name}.${column.name}`),
    )
    // Codes and sums about the file, not about the person.
    expect(hidden.sort()).toEqual([
      'disclosure.archive_sha256',
      'disclosure.order_scan_type',
      'disclosure.order_sha256',
      'disclosure.told',
    ])
  })

  test('every purpose in use has a title, a reason, a basis and a period', () => {
    for (const { activity, retention } of inventory()) {
      expect(activity.title && activity.why && activity.basis && retention.title).toBeTruthy()
    }
  })
})

describe('the generator says what to add', () => {
  const id = { name: 'id', kind: 'scalar', isId: true, type: 'String', nativeType: ['Uuid', []] }
  const owner = { name: 'accountId', dbName: 'account_id', kind: 'scalar', type: 'String', nativeType: ['Uuid', []] }
  const relation = (onDelete?: string, isRequired = true) => ({
    name: 'account',
    kind: 'object',
    type: 'Account',
    isRequired,
    relationFromFields: ['accountId'],
    relationOnDelete: onDelete,
  })
  const text = (documentation?: string) => ({ name: 'text', kind: 'scalar', type: 'String', documentation })
  const indexes = [{ model: 'Post', fields: [{ name: 'accountId' }] }]
  const post = (documentation: string | undefined, fields: object[]) => ({
    models: [{ name: 'Post', dbName: 'post', documentation, fields }],
    indexes,
  })
  const rule = 'Beitrag\n@title Beiträge\n@data purpose=membership source=member retention=account erasure='
  const problemsOf = (documentation: string | undefined, fields: object[]): string[] =>
    readInventory(post(documentation, fields) as never).problems

  test.each([
    ['a table', undefined, [id, owner, relation('Cascade'), text('@report Text')], /Post: no declaration\. Add/],
    ['a column', `${rule}delete`, [id, owner, relation('Cascade'), text()], /text is not declared\. Add above it/],
    [
      'delete against SetNull',
      `${rule}delete`,
      [id, owner, relation('SetNull'), text('@report T')],
      /onDelete: SetNull/,
    ],
    [
      'delete against the default of an optional key',
      `${rule}delete`,
      [id, owner, relation(undefined, false)],
      /SetNull/,
    ],
    [
      'neutral against Cascade',
      `${rule}neutral clear=text`,
      [id, owner, relation('Cascade'), text('@report T')],
      /use SetNull/,
    ],
    [
      'neutral that empties nothing',
      `${rule}neutral`,
      [id, owner, relation('SetNull'), text('@report T')],
      /needs clear=/,
    ],
    [
      'keep with a key',
      `${rule}keep`,
      [id, owner, relation('Cascade'), text('@report T')],
      /ties the rows to the account/,
    ],
    [
      'delete without a key',
      `${rule}delete person=account_id`,
      [id, owner, text('@report T')],
      /without a foreign key/,
    ],
    [
      'no data, but a key',
      '@data none: nothing',
      [id, owner, relation('Cascade')],
      /a foreign key leads to the account/,
    ],
    ['no data, but a text', '@data none: nothing', [id, text()], /text is not declared/],
    [
      'an unknown source',
      `${rule}delete`.replace('source=member', 'source=x'),
      [id, owner, relation('Cascade')],
      /source=x is none of/,
    ],
  ])('%s', (_, documentation, fields, message) => {
    expect(problemsOf(documentation, fields).join('\n')).toMatch(message)
  })

  test('a missing index is seen', () => {
    const { models } = post(`${rule}delete`, [id, owner, relation('Cascade'), text('@report T')])
    expect(readInventory({ models, indexes: [] } as never).problems.join()).toMatch(
      /needs an index: @@index\(\[accountId\]\)/,
    )
  })

  test('a complete declaration has no problem, and erases in one statement', () => {
    const source = inventorySource(
      post(`${rule}neutral clear=text`, [id, owner, relation('SetNull', false), text('@report T')]),
    )
    expect(source).toContain('export const problems: readonly string[] = []')
    expect(source).toContain('UPDATE "post" SET "account_id" = NULL, "text" = NULL')
  })
})

/** What PostgreSQL itself makes out of other columns of the row is declared with those. */
function columnsOf(ctx: PortalContext): Promise<{ table: string; column: string; type: string }[]> {
  return ctx.db.$queryRaw`
    SELECT table_name::text AS table, column_name::text AS column, data_type::text AS type
    FROM information_schema.columns JOIN information_schema.tables USING (table_schema, table_name)
    WHERE table_schema = 'public' AND table_type = 'BASE TABLE' AND table_name <> '_prisma_migrations' AND is_generated = 'NEVER'`
}
