import { Temporal } from 'temporal-polyfill'
import { berlinDay, PORTAL_TIME_ZONE } from '../dates'
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
  const offers = offerOf(shown, url)
  if (shown.kind === 'event')
    return {
      '@type': 'Event',
      ...common,
      startDate: instantOf(shown.startsOn, shown.startsAt),
      endDate: instantOf(shown.endsOn ?? (shown.endsAt ? shown.startsOn : null), shown.endsAt),
      eventStatus: 'https://schema.org/EventScheduled',
      eventAttendanceMode: `https://schema.org/${attendanceModes[shown.attendance ?? 'on_site']}`,
      location: locationOf(shown, url),
      organizer: publisherOf(shown),
      offers,
    }
  if (shown.kind === 'offer')
    return {
      '@type': 'Course',
      ...common,
      provider: publisherOf(shown),
      about: shown.subjects.length > 0 ? shown.subjects : undefined,
      audience: shown.targetGroup ? { '@type': 'Audience', audienceType: shown.targetGroup } : undefined,
      offers,
      hasCourseInstance: {
        '@type': 'CourseInstance',
        courseMode:
          shown.attendance === 'hybrid' ? ['Onsite', 'Online'] : shown.attendance === 'online' ? 'Online' : 'Onsite',
        startDate: instantOf(shown.startsOn, shown.startsAt),
        endDate: instantOf(shown.endsOn, shown.endsAt),
        location: shown.attendance === 'online' ? undefined : locationOf(shown, url),
        courseSchedule: shown.duration ? { '@type': 'Schedule', description: shown.duration } : undefined,
      },
    }
  return {
    '@type': 'Article',
    headline: shown.title,
    description: shown.summary,
    url,
    inLanguage: 'de',
    datePublished: shown.publishedAt.toISOString(),
    dateModified: (shown.correctedAt ?? shown.publishedAt).toISOString(),
    author: publisherOf(shown),
  }
}

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

function offerOf({ priceKind, priceCents, publishedAt }: ShownPublication, url: string): object | undefined {
  if (priceKind === 'on_request' || !priceKind) return undefined
  return {
    '@type': 'Offer',
    price: priceKind === 'free' ? '0' : ((priceCents ?? 0) / 100).toFixed(2),
    priceCurrency: 'EUR',
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
