import { eventStateLabels } from '../codes'
import { addDays, PORTAL_TIME_ZONE } from '../dates'
import { iCalendar, icalText, icalUtc } from '../icalendar'
import { linesOf } from '../writing/stored'
import { type ShownPublication } from './shown'
import { statedTitle, whereText } from './words'

/**
 * iCalendar (RFC 5545) of one event. Times of day are local times of Berlin with their rule for summer time, so that no calendar has to
 * guess. Neither organizer nor attendee: no address of a person is in it (DS-08).
 */
export function eventCalendar(shown: ShownPublication, { appUrl }: { appUrl: string }): string {
  return iCalendar('Angebote', [...(shown.startsAt ? summerTimeRule : []), ...eventLines(shown, appUrl)])
}

/** All of these events for a calendar that looks again by itself (RFC 7986): what it is called and where it comes from. */
export function eventsCalendar(
  events: readonly ShownPublication[],
  { appUrl, name, address }: { appUrl: string; name: string; address: string },
): string {
  return iCalendar('Angebote', [
    `NAME:${icalText(name)}`,
    `X-WR-CALNAME:${icalText(name)}`,
    `SOURCE;VALUE=URI:${address}`,
    'REFRESH-INTERVAL;VALUE=DURATION:PT12H',
    'X-PUBLISHED-TTL:PT12H',
    ...summerTimeRule,
    ...events.flatMap((shown) => eventLines(shown, appUrl)),
  ])
}

/** For a calendar that holds an event which its author took back: the same event, cancelled. Nothing of its text is told. */
export function withdrawnCalendar(
  { id, startsOn, sequence, withdrawnAt }: { id: string; startsOn: string; sequence: number; withdrawnAt: Date },
  { appUrl }: { appUrl: string },
): string {
  return iCalendar('Angebote', [
    'BEGIN:VEVENT',
    ...identity({ id, sequence, changedAt: withdrawnAt }, appUrl),
    `DTSTART;VALUE=DATE:${compact(startsOn)}`,
    'SUMMARY:Zurückgezogen: Diese Veranstaltung gibt es nicht mehr',
    'STATUS:CANCELLED',
    'TRANSP:TRANSPARENT',
    'END:VEVENT',
  ])
}

/** Plain ASCII: "2026-12-03-digitaler-abend.ics" */
export function calendarFileName({ title, startsOn }: Pick<ShownPublication, 'title' | 'startsOn'>): string {
  const spelt = title
    .toLowerCase()
    .replace(/[äöüß]/g, (letter) => ({ ä: 'ae', ö: 'oe', ü: 'ue', ß: 'ss' })[letter] ?? '')
  const words =
    spelt
      .normalize('NFKD')
      .replace(/\p{M}/gu, '')
      .match(/[a-z0-9]+/g) ?? []
  return `${[startsOn, ...words].filter(Boolean).join('-').slice(0, 60).replace(/-+$/, '') || 'veranstaltung'}.ics`
}

function identity(
  { id, sequence, changedAt }: { id: string; sequence: number; changedAt: Date },
  appUrl: string,
): string[] {
  return [
    `UID:${id}@${new URL(appUrl).hostname}`,
    `DTSTAMP:${icalUtc(changedAt)}`,
    `LAST-MODIFIED:${icalUtc(changedAt)}`,
    `SEQUENCE:${sequence}`,
  ]
}

function eventLines(shown: ShownPublication, appUrl: string): string[] {
  const { id, startsOn, startsAt, endsAt, attendance, place, venue, link, eventState } = shown
  if (!startsOn) throw new Error('an event without a first day has no calendar')
  const endsOn = shown.endsOn ?? startsOn
  const said = eventState ? `${eventStateLabels[eventState]}.` : ''
  return [
    'BEGIN:VEVENT',
    ...identity(shown, appUrl),
    `CREATED:${icalUtc(shown.publishedAt)}`,
    startsAt
      ? `DTSTART;TZID=${PORTAL_TIME_ZONE}:${local(startsOn, startsAt)}`
      : `DTSTART;VALUE=DATE:${compact(startsOn)}`,
    // Without a time of day the end is the day after the last (RFC 5545, 3.6.1).
    ...(startsAt
      ? endsAt
        ? [`DTEND;TZID=${PORTAL_TIME_ZONE}:${local(endsOn, endsAt)}`]
        : endsOn > startsOn
          ? [`DTEND;TZID=${PORTAL_TIME_ZONE}:${local(endsOn, '23:59')}`]
          : []
      : [`DTEND;VALUE=DATE:${compact(addDays(endsOn, 1))}`]),
    `SUMMARY:${icalText(statedTitle(shown))}`,
    `DESCRIPTION:${icalText([said, shown.summary, linesOf(shown.body, shown.drawn, 1_000), link ?? ''].filter(Boolean).join('\n\n'))}`,
    ...(attendance === 'online'
      ? ['LOCATION:Online']
      : [`LOCATION:${icalText([venue, whereText({ attendance, place })].filter(Boolean).join(', '))}`]),
    `URL:${appUrl}/angebote/${id}`,
    `STATUS:${eventState ? { cancelled: 'CANCELLED', postponed: 'TENTATIVE' }[eventState] : 'CONFIRMED'}`,
    `TRANSP:${eventState ? 'TRANSPARENT' : 'OPAQUE'}`,
    'END:VEVENT',
  ]
}

/** Central European time since 1996, as far as anybody has decided. */
const summerTimeRule = [
  'BEGIN:VTIMEZONE',
  `TZID:${PORTAL_TIME_ZONE}`,
  'BEGIN:DAYLIGHT',
  'TZOFFSETFROM:+0100',
  'TZOFFSETTO:+0200',
  'TZNAME:CEST',
  'DTSTART:19810329T020000',
  'RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU',
  'END:DAYLIGHT',
  'BEGIN:STANDARD',
  'TZOFFSETFROM:+0200',
  'TZOFFSETTO:+0100',
  'TZNAME:CET',
  'DTSTART:19961027T030000',
  'RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU',
  'END:STANDARD',
  'END:VTIMEZONE',
]

function compact(day: string): string {
  return day.replaceAll('-', '')
}

function local(day: string, time: string): string {
  return `${compact(day)}T${time.replace(':', '')}00`
}
