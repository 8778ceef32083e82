import { acts } from '@/lib/audit/acts'
import { type EventFilter } from '@/lib/audit/search-events'
import { addDays, startOfDay } from '@/lib/dates'
import { isUuid } from '@/lib/fields'
import { type AskedOf, choice, day, words } from '@/lib/list'

/** The audit record: newest first, and by nothing else, for its numbers are its order. */
export const eventList = {
  path: '/admin/protokoll',
  filters: {
    vorgang: choice('Vorgang', Object.fromEntries(Object.entries(acts).map(([act, { label }]) => [act, label]))),
    wer: words('Wer', 'Nummer des Kontos'),
    wen: words('Wen oder was', 'Nummer des Kontos oder Vorgangs'),
    von: day('Von'),
    bis: day('Bis'),
  },
  sorts: {},
} as const

/** Days are days in Berlin, both included. */
export function filterOf({ values: { vorgang, wer, wen, von, bis } }: AskedOf<typeof eventList>): EventFilter {
  return {
    act: vorgang,
    actorId: idOf(wer),
    subjectId: idOf(wen),
    from: von ? startOfDay(von) : undefined,
    until: bis ? startOfDay(addDays(bis, 1)) : undefined,
  }
}

function idOf(text: string | undefined): string | undefined {
  const id = text?.toLowerCase()
  return isUuid(id) ? id : undefined
}
