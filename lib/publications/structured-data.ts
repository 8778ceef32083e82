import { Temporal } from 'temporal-polyfill'
import { subjectLabels } from '../codes'
import { berlinDay, PORTAL_TIME_ZONE } from '../dates'
import { smallNumbers } from '../text'
import { type ShownPublication } from './shown'

/**
 * schema.org description of a publication for search engines, as the text of a script element (JSON-LD): nothing in it can end the
 * element. Organisation, and the name only if the member chose so; never an address of a person (DS-08).
 */
export function structuredData(shown: ShownPublication, { appUrl }: { appUrl: string }): string {
  return JSON.stringify({
    '@context': 'https://schema.org',
    ...thing(shown, `${appUrl}/angebote/${shown.id}`),
  }).replace(/[<>&\u2028\u2029]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

function thing(shown: ShownPublication, url: string): object {
  const common = { name: shown.title, description: shown.summary, url, inLanguage: 'de' }
  if (shown.kind === 'event')
    return {
      '@type': 'Event',
      ...common,
      startDate: instantOf(shown.startsOn, shown.startsAt),
      endDate: instantOf(shown.endsOn ?? (shown.endsAt ? shown.startsOn : null), shown.endsAt),
      eventStatus: `https://schema.org/${shown.eventState ? eventStates[shown.eventState] : 'EventScheduled'}`,
      eventAttendanceMode: `https://schema.org/${attendanceModes[shown.attendance ?? 'on_site']}`,
      location: locationOf(shown, url),
      organizer: publisherOf(shown),
      // Nothing can be booked of what does not take place.
      offers: shown.priceKind === 'on_request' || shown.eventState === 'cancelled' ? undefined : offerOf(shown, url),
    }
  if (shown.kind === 'offer')
    return {
      '@type': 'Course',
      ...common,
      provider: publisherOf(shown),
      about: shown.subjects.map((key) => ({ '@type': 'Thing', name: subjectLabels[key] })),
      audience: shown.targetGroup ? { '@type': 'Audience', audienceType: shown.targetGroup } : undefined,
      offers: offerOf(shown, url),
      hasCourseInstance: instanceOf(shown, url),
    }
  return {
    '@type': 'Article',
    headline: shown.title,
    ...common,
    mainEntityOfPage: url,
    datePublished: shown.publishedAt.toISOString(),
    dateModified: shown.changedAt.toISOString(),
    author: publisherOf(shown),
    publisher: publisherOf(shown),
  }
}

const eventStates = { cancelled: 'EventCancelled', postponed: 'EventPostponed' } as const

const attendanceModes = {
  on_site: 'OfflineEventAttendanceMode',
  online: 'OnlineEventAttendanceMode',
  hybrid: 'MixedEventAttendanceMode',
} as const

function locationOf({ attendance, place, venue, link }: ShownPublication, url: string): object | object[] {
  const virtual = { '@type': 'VirtualLocation', url: link ?? url }
  const address = {
    '@type': 'PostalAddress',
    streetAddress: venue ?? undefined,
    addressLocality: place ?? undefined,
    addressRegion: 'Thüringen',
    addressCountry: 'DE',
  }
  const real = { '@type': 'Place', name: venue ?? place ?? undefined, address }
  if (attendance === 'online') return virtual
  return attendance === 'hybrid' ? [real, virtual] : real
}

function publisherOf({ publisher: { organisation, name } }: ShownPublication): object {
  if (organisation)
    return { '@type': 'Organization', name: organisation, ...(name ? { employee: { '@type': 'Person', name } } : {}) }
  return { '@type': 'Person', name: name ?? 'Privatperson' }
}

/** One run of a course. Search engines want to know how long it takes: as its author says it, or from its first day to its last. */
function instanceOf(shown: ShownPublication, url: string): object {
  const { attendance, startsOn, startsAt, endsOn, endsAt, duration } = shown
  const workload = (duration && workloadOf(duration)) || daysOf(startsOn, endsOn)
  return {
    '@type': 'CourseInstance',
    courseMode: attendance === 'hybrid' ? ['Onsite', 'Online'] : attendance === 'online' ? 'Online' : 'Onsite',
    startDate: instantOf(startsOn, startsAt),
    endDate: instantOf(endsOn ?? (endsAt ? startsOn : null), endsAt),
    location: locationOf(shown, url),
    courseWorkload: workload,
    description: duration ?? undefined,
  }
}

/** Minutes of a unit of instruction, and the letters of ISO 8601. */
const units: [RegExp, (count: number) => string][] = [
  [/^(?:unterrichts(?:stunden?|einheit(?:en)?)|ue|ustd?|lehreinheit(?:en)?)\b/, (count) => `PT${count * 45}M`],
  [/^(?:stunden?|std|h)\b/, (count) => `PT${count}H`],
  [/^(?:minuten?|min)\b/, (count) => `PT${count}M`],
  [/^(?:tage?n?)\b/, (count) => `P${count}D`],
  [/^(?:wochen?)\b/, (count) => `P${count}W`],
  [/^(?:monate?n?)\b/, (count) => `P${count}M`],
  [/^(?:jahre?n?)\b/, (count) => `P${count}Y`],
]

/** "16 Unterrichtsstunden" is PT720M, "zwei Tage" P2D; undefined where nobody can tell. */
export function workloadOf(duration: string): string | undefined {
  for (const [, figure, word, unit] of duration
    .toLowerCase()
    .matchAll(/(?:(\d{1,4})|([a-zäöüß]+?)(?:e[nmrs]?)?)[\s-]+(?=(\p{L}+))/gu)) {
    const count = figure ? Number(figure) : smallNumbers.indexOf(word ?? '')
    const write = units.find(([name]) => name.test(unit ?? ''))?.[1]
    if (count > 0 && write) return write(count)
  }
  return undefined
}

function daysOf(startsOn: string | null, endsOn: string | null): string | undefined {
  if (!startsOn || !endsOn) return undefined
  return `P${Temporal.PlainDate.from(startsOn).until(endsOn).days + 1}D`
}

/** Without a figure where the price is told on request: what it costs nobody knows, that it costs something everybody. */
function offerOf({ priceKind, priceCents, publishedAt }: ShownPublication, url: string): object | undefined {
  if (!priceKind) return undefined
  const price = priceKind === 'free' ? '0' : priceKind === 'fixed' ? ((priceCents ?? 0) / 100).toFixed(2) : undefined
  return {
    '@type': 'Offer',
    price,
    priceCurrency: price && 'EUR',
    url,
    availability: 'https://schema.org/InStock',
    validFrom: berlinDay(publishedAt),
    category: priceKind === 'free' ? 'Free' : 'Paid',
  }
}

/** "2026-12-03T09:00:00+01:00", or the day alone where no time is known. */
function instantOf(day: string | null, time: string | null): string | undefined {
  if (!day) return undefined
  if (!time) return day
  return Temporal.PlainDateTime.from(`${day}T${time}`)
    .toZonedDateTime(PORTAL_TIME_ZONE)
    .toString({ timeZoneName: 'never' })
}
