import { isIP } from 'node:net'
import { memberGroups } from '../accounts/member-groups'
import { NO_NETWORK, truncatedNetwork } from './client-network'
import { FIELDS, NOTHING, SITE_NAME } from './fields'
import { queryNames } from './query-names'
import { isReducedAgent } from './user-agent'

const TIME = /^([01]\d|2[0-3]):[0-5]\d:00$/
const DIRECTIVE = /^#(Software: QualiService Thüringen|Version: 1\.0|Date: \d{4}-\d\d-\d\d \d\d:\d\d:\d\d)$/
const FIELDS_LINE = `#Fields: ${FIELDS.join(' ')}`

/**
 * Is this a line that the portal writes into the file of this day (DS-02)? Every field must be one of the few values that an anonymous
 * line can have; network and browser never stand beside a member's group or an act. `isPattern`: is it a pattern of an address?
 */
export function isAnonymousLine(line: string, day: string, isPattern: (stem: string) => boolean): boolean {
  if (line.startsWith('#')) return line === FIELDS_LINE || DIRECTIVE.test(line)
  const fields = line.split(' ')
  if (fields.length !== FIELDS.length) return false
  const [date, time, network, group, site, server, port, method, stem, query, status, substatus, win32, agent] =
    fields as string[] & Record<number, string>
  const isEmpty = network === NO_NETWORK && agent === NOTHING
  const isOpenRequest = group === NOTHING && (method === 'GET' || method === 'HEAD')
  return (
    date === day &&
    TIME.test(time ?? '') &&
    truncatedNetwork(network) === network &&
    (group === NOTHING || isMemberGroup(group)) &&
    site === SITE_NAME &&
    isIP(server ?? '') > 0 &&
    /^\d{1,5}$/.test(port ?? '') &&
    /^[A-Z-]{1,20}$/.test(method ?? '') &&
    isPattern(stem ?? '') &&
    (query === NOTHING || queryNames(query) === query) &&
    /^[1-5]\d\d$/.test(status ?? '') &&
    /^\d{1,3}$/.test(substatus ?? '') &&
    /^\d{1,5}$/.test(win32 ?? '') &&
    isReducedAgent(agent ?? '') &&
    (isEmpty || isOpenRequest)
  )
}

function isMemberGroup(group: string | undefined): boolean {
  return memberGroups.some((known) => known === group)
}
