/** A calendar file (RFC 5545) about one thing, from the content lines of its components. No METHOD: it would ask for an organizer (RFC 5546). */
export function iCalendar(about: string, lines: readonly string[]): string {
  const all = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    `PRODID:-//QualiService Thueringen//${about}//DE`,
    'CALSCALE:GREGORIAN',
    ...lines,
    'END:VCALENDAR',
  ]
  return `${all.map(folded).join('\r\n')}\r\n`
}

/** An instant as UTC. */
export function icalUtc(instant: Date): string {
  return `${instant.toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`
}

/** A value of type TEXT: a line end in it cannot begin a property of its own. */
export function icalText(value: string): string {
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
