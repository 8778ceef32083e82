import { berlinDay, type CalendarDay, lastDayOf } from '../dates'
import { type PublicationKind } from '../db/generated/enums'
import { type PublicationContent } from './content'
import { CONFIRMATION_PERIOD } from './periods'

export type PublicationStatus = 'draft' | 'submitted' | 'returned' | 'published' | 'withdrawn' | 'expired'

type Instants = {
  submittedAt: Date | null
  returnedAt: Date | null
  publishedAt: Date | null
  withdrawnAt: Date | null
  shownUntil: CalendarDay | null
}

/** What a publication, or a correction, is at this instant: from its instants and the Berlin day alone (DS-07). */
export function statusOf(
  { submittedAt, returnedAt, publishedAt, withdrawnAt, shownUntil }: Instants,
  now: Date,
): PublicationStatus {
  if (publishedAt) {
    if (withdrawnAt) return 'withdrawn'
    return shownUntil && shownUntil < berlinDay(now) ? 'expired' : 'published'
  }
  if (submittedAt) return 'submitted'
  return returnedAt ? 'returned' : 'draft'
}

type Dates = Pick<PublicationContent, 'startsOn' | 'endsOn'>

/** Does it end by itself on a day that its author has named? */
export function endDay(kind: PublicationKind, { startsOn, endsOn }: Dates): CalendarDay | null {
  return endsOn ?? (kind === 'event' ? startsOn : null)
}

/** Last day on which it is shown, if its author says today that it holds. */
export function lastShownDay(kind: PublicationKind, dates: Dates, confirmedAt: Date): CalendarDay {
  return endDay(kind, dates) ?? lastDayOf(berlinDay(confirmedAt), CONFIRMATION_PERIOD)
}
