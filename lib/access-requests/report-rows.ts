import { actLabel } from '../audit/acts'
import { type CalendarDay } from '../dates'
import { mailLabel } from '../mail/letters'
import { type DeclaredColumn } from '../personal-data/declared'
import { type InventoryTable } from '../personal-data/inventory'
import { type PersonRow } from '../personal-data/person-rows'
import { type Recipient } from '../personal-data/recipients'

export type ReadRows = (table: string) => AsyncIterable<PersonRow[]>

/** Where the pieces of a report come from, each read while it is written. */
export type ReportSource = { rows: ReadRows; recipients(): AsyncIterable<Recipient[]> }
type Column = DeclaredColumn & { name: string }

/** Columns whose values the person sees. */
export function shownColumns({ columns }: Pick<InventoryTable, 'columns'>): Column[] {
  return columns.filter(({ kind }) => kind !== 'withheld' && kind !== 'internal')
}

/** Stored, but not handed out, with the reason. */
export function withheldColumns({ columns }: Pick<InventoryTable, 'columns'>): Column[] {
  return columns.filter(({ kind }) => kind === 'withheld')
}

/** First day on which this row is gone: by its own period, but at the latest with the account; undefined while nothing says when that is. */
export function rowGoneOn(
  table: InventoryTable,
  row: PersonRow,
  accountErasedOn: CalendarDay | undefined,
): CalendarDay | undefined {
  if (table.erasure === 'keep') return undefined
  const own = table.retention.goneOn?.(row.values)
  return own && (!accountErasedOn || own < accountErasedOn) ? own : accountErasedOn
}

export function recipientText({ who, what }: Recipient): { who: string; what: string } {
  if (who === 'mail-service') return { who: 'Dienst für den Versand von E-Mails', what: `E-Mail „${mailLabel(what)}“` }
  if (who === 'staff') return { who: 'Verwaltung', what: actLabel(what) }
  return { who: 'Behörde oder Gericht', what }
}
