import { type Act, actLabel, acts, type DetailKind, type Details, detailLabels } from '../audit/acts'
import { type Flash } from '../auth/flash'
import { codeLists, labelOf } from '../codes'
import { parseDay } from '../dates'
import { mailLabel } from '../mail/letters'
import { formatDay, formatInstant, formatNumber } from '../text'
import { type DeclaredColumn } from './declared'
import { declaredTables } from './generated/inventory'
import { type PersonRow, type PersonValue } from './person-rows'

type Column = Pick<DeclaredColumn, 'kind' | 'type' | 'codes'> & { name: string }

/** A stored value as a person reads it (DS-12). Codes of older versions, which have no word, are shown as they are. */
export function describeValue({ name, kind, type, codes }: Column, { values }: Pick<PersonRow, 'values'>): string {
  const value = values[name] ?? null
  if (value === null) return ''
  if (kind === 'staff') return 'Verwaltung'
  if (type === 'instant') return formatInstant(new Date(String(value)))
  if (type === 'day') return formatDay(String(value))
  if (type === 'boolean') return value ? 'ja' : 'nein'
  if (type === 'number') return formatNumber(Number(value))
  if (name === 'flash') return (value as Flash[]).map(({ title }) => title).join(' ')
  if (type === 'json') return describeDetails(String(values.act), value)
  return (Array.isArray(value) ? value : [value]).map((each) => codeWord(codes, String(each))).join(', ')
}

/** The lists that a column may name beside those of codes.ts. */
export const otherLists: Record<string, (code: string) => string> = { Act: actLabel, Letter: mailLabel }

function codeWord(list: string | undefined, code: string): string {
  if (list === undefined) return code
  return otherLists[list]?.(code) ?? labelOf(codeLists[list as keyof typeof codeLists], code)
}

/** The details of an audit row in one line, each in the words of its act: "Anlass: Inaktivität, Sitzungen: 2". */
export function describeDetails(act: string, details: PersonValue): string {
  if (typeof details !== 'object' || details === null) return details === null ? '' : String(details)
  const declared: Details = Object.hasOwn(acts, act) ? acts[act as Act].details : {}
  return Object.entries(details)
    .map(([name, value]) => {
      const label = Object.hasOwn(detailLabels, name) ? detailLabels[name as keyof typeof detailLabels] : name
      return `${label}: ${detailText(declared[name as keyof Details] ?? 'text', value)}`
    })
    .join(', ')
}

function detailText(kind: DetailKind, value: unknown): string {
  if (value === null || value === undefined) return 'keine Angabe'
  if (Array.isArray(value)) {
    const [each] = Array.isArray(kind) ? (kind as readonly [DetailKind]) : ['text' as const]
    // A search without any word has an empty list: "durch: , gefunden: 5" would look like a fault.
    return value.length > 0 ? value.map((one) => detailText(each, one)).join(' · ') : 'nichts Bestimmtes'
  }
  if (typeof value === 'boolean') return value ? 'ja' : 'nein'
  if (typeof value === 'number') return formatNumber(value)
  if (kind === 'counts') {
    return Object.entries(value)
      .map(([column, count]) => `${columnLabel(column)} ${formatNumber(Number(count))}`)
      .join(' · ')
  }
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value)
  if (kind === 'day' && parseDay(text)) return formatDay(text)
  if (kind === 'instant' && Number.isFinite(Date.parse(text))) return formatInstant(new Date(text))
  if (kind === 'column') return columnLabel(text)
  return typeof kind === 'object' && !Array.isArray(kind) ? labelOf(kind as Record<string, string>, text) : text
}

/** "last_login_at" of the account, "session.created_at" of another table. */
function columnLabel(name: string): string {
  const [column = '', table = 'account'] = name.split('.').toReversed()
  const tables: Record<string, { title: string; columns: Record<string, DeclaredColumn> }> = declaredTables
  const label = tables[table]?.columns[column]?.label ?? column
  return table === 'account' ? label : `${tables[table]?.title ?? table}: ${label}`
}
