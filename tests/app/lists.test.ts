import { describe, expect, test } from 'vitest'
import { type Asked, addressOf, describeAsked, fieldsOf, type ListOf, pageOf, pageSizes, readList } from '@/lib/list'

/** What holds for every list of the portal that is declared (parts/list.ts): its addresses, its filters, its order. */
type Module = Record<string, unknown> & { filterOf: (asked: Asked) => object }
const modules = import.meta.glob<Module>('../../app/**/parts/list.ts', { eager: true })
const isList = (value: unknown): value is ListOf =>
  typeof value === 'object' && value !== null && ['path', 'filters', 'sorts'].every((key) => key in value)
const lists = Object.values(modules).flatMap((module) =>
  Object.values(module)
    .filter(isList)
    .map((list) => [list.path, list, module] as const),
)

/** A value that the filter takes, and how a list begins without it. */
function someOf(filter: ListOf['filters'][string]): string {
  if ('options' in filter) return Object.keys(filter.options).at(-1) ?? ''
  return { words: '01930000-0000-7000-8000-000000000000', day: '2026-11-30', number: '2' }[filter.kind]
}

test('the lists are the ones for professionals', () => {
  expect(lists.map(([path]) => path).sort()).toEqual([
    '/admin/herausgabe',
    '/admin/mitglieder',
    '/admin/mitglieder/pruefung',
    '/admin/moderation',
    '/admin/postausgang',
    '/admin/protokoll',
    '/admin/vorgaenge',
  ])
})

describe.each(lists)('%s', (path, list, module) => {
  const names = Object.keys(list.filters)

  test('begins with an address without a query, and nonsense in it changes nothing', () => {
    const begins = readList(list, {})
    expect(addressOf(list, begins)).toBe(path)
    const nonsense = Object.fromEntries(
      Object.entries(list.filters)
        .filter(([, { kind }]) => kind !== 'words')
        .map(([name]) => [name, '__proto__']),
    )
    const odd = { ...nonsense, sortierung: 'constructor', seite: '-1', zeilen: '1000000' }
    expect(readList(list, odd)).toEqual(begins)
  })

  test.each(names)('%s is kept in the address, said in words and heard by the verb', (name) => {
    const filter = list.filters[name]
    if (!filter) throw new Error(name)
    const asked = readList(list, { [name]: someOf(filter) })
    const address = new URL(addressOf(list, asked, { page: 3 }), 'http://portal.test')
    expect(Object.fromEntries(address.searchParams)).toEqual({ [name]: someOf(filter), seite: '3' })
    expect(readList(list, fieldsOf(list, asked))).toEqual(asked)
    expect(describeAsked(list, asked)).toContain(filter.label)
    expect(module.filterOf(asked)).not.toEqual(module.filterOf(readList(list, {})))
  })

  test.each(Object.keys(list.sorts))('can be sorted by %s in both ways, which the verb hears', (by) => {
    for (const sortierung of [by, `-${by}`]) {
      const asked = readList(list, { sortierung })
      expect(asked.sort).toEqual({ by, down: sortierung.startsWith('-') })
      expect(readList(list, fieldsOf(list, asked))).toEqual(asked)
    }
    const [up, down] = [by, `-${by}`].map((sortierung) => module.filterOf(readList(list, { sortierung })))
    expect(up).not.toEqual(down)
  })

  test('has pages of the sizes that it offers, and of no other', () => {
    for (const size of pageSizes) expect(module.filterOf(readList(list, { zeilen: String(size) }))).toBeDefined()
    expect(readList(list, { zeilen: '26' }).size).toBe(pageSizes[0])
  })
})

describe('a page of a list', () => {
  test.each([
    [0, 1, 25, { page: 1, pages: 1, limit: 25, offset: 0 }],
    [25, 2, 25, { page: 1, pages: 1, limit: 25, offset: 0 }],
    [26, 2, 25, { page: 2, pages: 2, limit: 25, offset: 25 }],
    [26, 0, 25, { page: 1, pages: 2, limit: 25, offset: 0 }],
    [1_000, 999_999, 100, { page: 10, pages: 10, limit: 100, offset: 900 }],
    [1_000, 1, 5_000, { page: 1, pages: 10, limit: 100, offset: 0 }],
    [10, 2, 0, { page: 2, pages: 10, limit: 1, offset: 1 }],
  ])(
    'of %i rows, page %i of %i each, is one that exists, and never longer than the longest (S-L5)',
    (found, page, size, shown) => {
      expect(pageOf(found, { page, size })).toEqual(shown)
    },
  )
})

test('words lose what cannot be seen, and what is longer than a search is', () => {
  const list = { path: '/', filters: { suche: { kind: 'words', label: 'Suche' } }, sorts: {} } as const
  expect(readList(list, { suche: '  Mül\u00adler\u200b\u00a0 Erfurt ' }).values.suche).toBe('Müller Erfurt')
  expect(readList(list, { suche: 'x'.repeat(500) }).values.suche).toHaveLength(100)
  expect(readList(list, { suche: ' \u200b ' }).values.suche).toBeUndefined()
})
