import { addDays, PORTAL_TIME_ZONE } from '../dates'
import { iCalendar, icalText, icalUtc } from '../icalendar'
import { linesOf } from '../writing/stored'
import { type ShownPublication } from './shown'
import { whereText } from './words'

/**
 * iCalendar (RFC 5545) of one event. Times of day are local times of Berlin with their rule for summer time, so that no calendar has to
 * guess. Neither organizer nor attendee: no address of a person is in it (DS-08).
 */
export function eventCalendar(shown: ShownPublication, { appUrl }: { appUrl: string }): string {
  const { id, startsOn, startsAt, endsAt, attendance, place, venue, link } = shown
  if (!startsOn) throw new Error('an event without a first day has no calendar')
  const endsOn = shown.endsOn ?? startsOn
  const url = `${appUrl}/angebote/${id}`
  const lines = [
    ...(startsAt ? summerTimeRule : []),
    'BEGIN:VEVENT',
    `UID:${id}@${new URL(appUrl).hostname}`,
    `DTSTAMP:${icalUtc(shown.correctedAt ?? shown.publishedAt)}`,
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
    `SUMMARY:${icalText(shown.title)}`,
    `DESCRIPTION:${icalText([shown.summary, linesOf(shown.body, shown.drawn, 1_000), link ?? ''].filter(Boolean).join('\n\n'))}`,
    ...(attendance === 'online'
      ? ['LOCATION:Online']
      : [`LOCATION:${icalText([venue, whereText({ attendance, place })].filter(Boolean).join(', '))}`]),
    `URL:${url}`,
    'TRANSP:OPAQUE',
    'END:VEVENT',
  ]
  return iCalendar('Angebote', lines)
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
