import { acts } from '@/lib/audit/acts'
import { type EventFilter } from '@/lib/audit/search-events'
import { addDays, parseDay, startOfDay } from '@/lib/dates'
import { isUuid } from '@/lib/fields'

export type Query = Record<string, string | undefined>

/** What the address asks for; what makes no sense is no filter. Days are days in Berlin, both included. */
export function readFilters(query: Query): EventFilter {
  const from = parseDay(query.von ?? '')
  const until = parseDay(query.bis ?? '')
  return {
    act: query.vorgang && Object.hasOwn(acts, query.vorgang) ? query.vorgang : undefined,
    actorId: idOf(query.wer),
    subjectId: idOf(query.wen),
    from: from ? startOfDay(from) : undefined,
    until: until ? startOfDay(addDays(until, 1)) : undefined,
  }
}

/** The same filters as an address. */
export function addressOf(path: string, query: Query, more: Query = {}): string {
  const { vorgang, wer, wen, von, bis } = query
  const entries = Object.entries({ vorgang, wer, wen, von, bis, ...more }).filter(([, value]) => value)
  const search = new URLSearchParams(entries as [string, string][]).toString()
  return search ? `${path}?${search}` : path
}

function idOf(text: string | undefined): string | undefined {
  const id = text?.trim().toLowerCase()
  return id && isUuid(id) ? id : undefined
}
