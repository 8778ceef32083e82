import { addDays, PORTAL_TIME_ZONE } from '../dates'
import { plainText } from '../markdown'
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
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//QualiService Thueringen//Angebote//DE',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    ...(startsAt ? summerTimeRule : []),
    'BEGIN:VEVENT',
    `UID:${id}@${new URL(appUrl).hostname}`,
    `DTSTAMP:${utc(shown.correctedAt ?? shown.publishedAt)}`,
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
    `SUMMARY:${text(shown.title)}`,
    `DESCRIPTION:${text([shown.summary, plainText(shown.body, 1_000), link ?? ''].filter(Boolean).join('\n\n'))}`,
    ...(attendance === 'online'
      ? ['LOCATION:Online']
      : [`LOCATION:${text([venue, whereText({ attendance, place })].filter(Boolean).join(', '))}`]),
    `URL:${url}`,
    'TRANSP:OPAQUE',
    'END:VEVENT',
    'END:VCALENDAR',
  ]
  return `${lines.map(folded).join('\r\n')}\r\n`
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

function utc(instant: Date): string {
  return `${instant.toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`
}

/** A value of type TEXT: a line end in it cannot begin a property of its own. */
function text(value: string): string {
  return value
    .replace(/[\\;,]/g, (character) => `\\${character}`)
    .replace(/\r\n?|\n|\u2028|\u2029/g, '\\n')
    .replace(/(?!\t)[\p{Cc}\p{Cs}]/gu, '')
}

/** Lines of at most 75 bytes, cut between characters; a line that goes on begins with a space. */
function folded(line: string): string {
  const parts: string[] = []
  let part = ''
  let bytes = 0
  for (const character of line) {
    const size = Buffer.byteLength(character)
    if (bytes + size > 75) {
      parts.push(part)
      part = ' '
      bytes = 1
    }
    part += character
    bytes += size
  }
  return [...parts, part].join('\r\n')
}
