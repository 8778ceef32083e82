import { attendanceLabels, eventStateLabels } from '../codes'
import { type CalendarDay } from '../dates'
import { type EventState, type PublicationKind } from '../db/generated/enums'
import { formatDay } from '../text'
import { type PublicationContent } from './content'

/** What readers see about a publication, in German words; '' where there is nothing to say. */

type Dates = Pick<PublicationContent, 'startsOn' | 'startsAt' | 'endsOn'> & { endsAt?: string | null }

/** "3. Dezember 2026, 9:00 bis 16:00 Uhr", "laufend, Einstieg jederzeit" */
export function whenText(kind: PublicationKind, { startsOn, startsAt, endsOn, endsAt }: Dates): string {
  if (kind === 'notice') return endsOn ? `gilt bis ${formatDay(endsOn)}` : ''
  if (!startsOn) {
    if (kind === 'event') return ''
    return endsOn ? `laufend bis ${formatDay(endsOn)}` : 'laufend, Einstieg jederzeit'
  }
  if (!endsOn || endsOn === startsOn) {
    const day = kind === 'offer' && !endsOn ? `ab ${formatDay(startsOn)}` : formatDay(startsOn)
    if (!startsAt) return day
    return endsAt ? `${day}, ${clock(startsAt)} bis ${clock(endsAt)} Uhr` : `${day}, ${clock(startsAt)} Uhr`
  }
  return `${withTime(startsOn, startsAt)} bis ${withTime(endsOn, endsAt ?? null)}`
}

function withTime(day: CalendarDay, time: string | null): string {
  return time ? `${formatDay(day)}, ${clock(time)} Uhr` : formatDay(day)
}

function clock(time: string): string {
  return time.replace(/^0/, '')
}

/** "Erfurt", "Online", "Jena und online" */
export function whereText({ attendance, place }: Pick<PublicationContent, 'attendance' | 'place'>): string {
  if (!attendance) return ''
  if (attendance === 'online') return 'Online'
  if (!place) return attendanceLabels[attendance]
  return attendance === 'hybrid' ? `${place} und online` : place
}

const euros = new Intl.NumberFormat('de-DE', {
  style: 'currency',
  currency: 'EUR',
  trailingZeroDisplay: 'stripIfInteger',
})

export function priceText({ priceKind, priceCents }: Pick<PublicationContent, 'priceKind' | 'priceCents'>): string {
  if (priceKind === 'free') return 'kostenlos'
  if (priceKind === 'on_request') return 'Preis auf Anfrage'
  return priceKind === 'fixed' && priceCents !== null ? euros.format(priceCents / 100) : ''
}

/** "Bildungswerk Saale, Erika Muster"; whoever acts for no organisation and shows no name is "Privatperson". */
export function publisherText({ organisation, name }: { organisation: string | null; name: string | null }): string {
  return [organisation, name].filter(Boolean).join(', ') || 'Privatperson'
}

/** "Fällt aus: Digitaler Abend"; the title alone where everything goes as planned. */
export function statedTitle({ title, eventState }: { title: string; eventState: EventState | null }): string {
  return eventState ? `${eventStateLabels[eventState]}: ${title}` : title
}
