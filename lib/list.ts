import { type Codes } from './codes'
import { type CalendarDay, parseDay } from './dates'
import { readLine } from './typed-text'

/**
 * A list for professionals, said once: by what it is narrowed and sorted. From it come its form, its addresses, what an address asks for,
 * and the words that say what was asked for. Addresses speak German and can be kept; what they do not know counts as no filter.
 */
export type ListOf = {
  path: `/${string}`
  filters: Record<string, Filter>
  /** Columns to sort by, in German; the first is how the list begins. */
  sorts: Record<string, { label: string /** Largest or latest first, if asked for the first time */; down?: true }>
}

export type Filter = { label: string; hint?: string } & (
  | { kind: 'words' | 'day' | 'number' }
  | { kind: 'choice'; options: Codes }
  /** A choice that is shown as a row of links; its first option is how the list begins. */
  | { kind: 'view'; options: Codes }
)

type ValueOf<F extends Filter> = F extends { options: infer Options }
  ? keyof Options & string
  : F extends { kind: 'number' }
    ? number
    : F extends { kind: 'day' }
      ? CalendarDay
      : string

/** What an address asks a list for. */
export type Asked = {
  values: Record<string, string | number | undefined>
  sort: { by: string; down: boolean }
  /** 1-based */
  page: number
  size: number
}

/** The same of a list that is known: each value is one that its filter can have. */
export type AskedOf<List extends ListOf> = Omit<Asked, 'values' | 'sort'> & {
  values: { [Name in keyof List['filters']]?: ValueOf<List['filters'][Name]> }
  sort: { by: keyof List['sorts'] & string; down: boolean }
}

export type Query = Record<string, string | undefined>

export const words = (label: string, hint?: string) => ({ kind: 'words', label, hint }) as const
export const day = (label: string, hint?: string) => ({ kind: 'day', label, hint }) as const
export const number = (label: string, hint?: string) => ({ kind: 'number', label, hint }) as const
export const choice = <Options extends Codes>(label: string, options: Options) =>
  ({ kind: 'choice', label, options }) as const
export const view = <Options extends Codes>(label: string, options: Options) =>
  ({ kind: 'view', label, options }) as const

/** Rows of a page; nobody gets more at once (S-L5). */
export const pageSizes = [25, 50, 100] as const
const LONGEST_WORDS = 100

export function readList<List extends ListOf>(list: List, query: Query): AskedOf<List> {
  const values = Object.entries(list.filters).flatMap(([name, filter]) => {
    const value = readValue(filter, readLine(query[name] ?? ''))
    return value === undefined ? [] : [[name, value]]
  })
  const { seite, zeilen, sortierung } = query
  return {
    values: Object.fromEntries(values),
    sort: sortOf(list, sortierung),
    page: /^\d{1,6}$/.test(seite ?? '') ? Number(seite) : 1,
    size: pageSizes.find((size) => String(size) === zeilen) ?? pageSizes[0],
  } as AskedOf<List>
}

function readValue(filter: Filter, raw: string): string | number | undefined {
  switch (filter.kind) {
    case 'words':
      return raw.slice(0, LONGEST_WORDS).trim() || undefined
    case 'day':
      return parseDay(raw)
    case 'number':
      return /^\d{1,9}$/.test(raw) ? Number(raw) : undefined
    case 'choice':
      return Object.hasOwn(filter.options, raw) ? raw : undefined
    case 'view':
      return Object.hasOwn(filter.options, raw) ? raw : Object.keys(filter.options)[0]
  }
}

/** `-name` is by name, the other way round. */
function sortOf(list: ListOf, asked = ''): { by: string; down: boolean } {
  const [first = ''] = Object.keys(list.sorts)
  const by = asked.replace(/^-/, '')
  return Object.hasOwn(list.sorts, by)
    ? { by, down: asked.startsWith('-') }
    : { by: first, down: list.sorts[first]?.down ?? false }
}

/** What was asked for, as fields of a form or of an address; how a list begins is left out. */
export function fieldsOf(list: ListOf, { values, sort, size }: Asked): Record<string, string> {
  const given = Object.entries(values).filter(([name, value]) => {
    const filter = list.filters[name]
    return value !== undefined && !(filter?.kind === 'view' && value === Object.keys(filter.options)[0])
  })
  const begins = sortOf(list)
  const isSorted = sort.by !== begins.by || sort.down !== begins.down
  return {
    ...Object.fromEntries(given.map(([name, value]) => [name, String(value)])),
    ...(isSorted ? { sortierung: `${sort.down ? '-' : ''}${sort.by}` } : {}),
    ...(size === pageSizes[0] ? {} : { zeilen: String(size) }),
  }
}

/** Address of the same list with something else asked for; another question begins with its first page. */
export function addressOf(
  list: ListOf,
  asked: Asked,
  { path = list.path, page = 1, ...change }: Partial<Asked> & { path?: string } = {},
): string {
  const query = new URLSearchParams(fieldsOf(list, { ...asked, ...change }))
  if (page > 1) query.set('seite', String(page))
  return query.size > 0 ? `${path}?${query}` : path
}

/** What the list is narrowed by, in words: "Nutzergruppe: Unternehmen, Suche: Erfurt". Empty without a filter. */
export function describeAsked(list: ListOf, { values }: Asked): string {
  return Object.entries(list.filters)
    .filter(([name]) => values[name] !== undefined)
    .map(([name, filter]) => {
      const value = String(values[name])
      return `${filter.label}: ${'options' in filter ? filter.options[value] : value}`
    })
    .join(', ')
}

/** Which page of so many rows is shown: always one that exists, never longer than the longest. */
export function pageOf(
  found: number,
  { page = 1, size = pageSizes[0] }: { page?: number; size?: number },
): { page: number; pages: number; limit: number; offset: number } {
  const limit = Math.min(Math.max(1, size), Math.max(...pageSizes))
  const pages = Math.max(1, Math.ceil(found / limit))
  const shown = Math.min(Math.max(1, page), pages)
  return { page: shown, pages, limit, offset: (shown - 1) * limit }
}
