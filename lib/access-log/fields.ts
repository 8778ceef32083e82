/**
 * W3C Extended Log File Format with the field names of IIS, in the order in which the policy names them (DS-02).
 */
export const FIELDS = [
  'date',
  'time',
  'c-ip',
  'cs-username',
  's-sitename',
  's-ip',
  's-port',
  'cs-method',
  'cs-uri-stem',
  'cs-uri-query',
  'sc-status',
  'sc-substatus',
  'sc-win32-status',
  'cs(User-Agent)',
] as const

/** s-sitename: name of the service. */
export const SITE_NAME = 'QUALISERVICE'

/** What stands in a field that has no value. */
export const NOTHING = '-'

/** What stands for a segment, a parameter or a value that could be anything. */
export const ANYTHING = '*'

/** Head of a file; it may repeat, as after a restart of IIS. `instant`: "2026-11-23 12:00:00", UTC. */
export function directives(instant: string): string {
  return `#Software: QualiService Thüringen\n#Version: 1.0\n#Date: ${instant}\n#Fields: ${FIELDS.join(' ')}\n`
}
