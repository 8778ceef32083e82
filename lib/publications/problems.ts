import { type CalendarDay } from '../dates'
import { type PublicationKind } from '../db/generated/enums'
import { type PublicationContent } from './content'
import { endDay } from './status'

/** What is missing or contradicts itself before it can appear, by the name of the field, in the order of the form; empty if nothing. */
export function publicationProblems(
  kind: PublicationKind,
  content: PublicationContent,
  today: CalendarDay,
): Record<string, string> {
  const problems: Record<string, string> = {}
  const { attendance, startsOn, startsAt, endsOn, endsAt } = content
  if (content.title.length < 5) problems.title = 'Bitte geben Sie einen Titel an.'
  if (content.summary.length < 10) problems.summary = 'Bitte beschreiben Sie in ein bis drei Sätzen, worum es geht.'
  if (content.subjects.length === 0) problems.subject1 = 'Bitte wählen Sie ein Thema.'
  if (kind !== 'notice') {
    if (!attendance) problems.attendance = 'Bitte geben Sie an, ob es vor Ort oder online stattfindet.'
    if (attendance && attendance !== 'online' && !content.place) problems.place = 'Bitte geben Sie den Ort an.'
  }
  if (kind === 'event' && !startsOn) problems.startsOn = 'Bitte geben Sie an, wann die Veranstaltung beginnt.'
  if (startsAt && !startsOn) problems.startsOn ??= 'Zur Uhrzeit fehlt der Tag.'
  if (kind !== 'notice' && endsAt && !startsAt) problems.startsAt = 'Zum Ende um diese Uhrzeit fehlt der Beginn.'
  if (endsOn && startsOn && endsOn < startsOn) problems.endsOn = 'Das Ende liegt vor dem Beginn.'
  if (endsAt && startsAt && (endsOn ?? startsOn) === startsOn && endsAt <= startsAt)
    problems.endsAt = 'Das Ende liegt vor dem Beginn.'
  const end = endDay(kind, content)
  if (end && end < today) problems[endsOn ? 'endsOn' : 'startsOn'] ??= 'Dieser Tag ist schon vorbei.'
  if (kind !== 'notice' && !content.priceKind) problems.priceKind = 'Bitte geben Sie an, was es kostet.'
  if (kind !== 'notice' && content.priceKind === 'fixed' && !content.priceCents)
    problems.price = 'Bitte geben Sie den Preis an.'
  return problems
}
