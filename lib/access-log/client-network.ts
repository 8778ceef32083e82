import { isIP, isIPv4 } from 'node:net'

/** Written where no network is known or none may be written; a valid address, so that every consumer reads the line. */
export const NO_NETWORK = '0.0.0.0'

/**
 * c-ip: the first 16 bits of an IPv4 address, the first 32 of an IPv6 address (DS-02). At least 65 536 connections share one.
 */
export function truncatedNetwork(client: string | undefined): string {
  const address = plain(client)
  if (isIPv4(address)) return `${address.split('.', 2).join('.')}.0.0`
  if (!isIP(address)) return NO_NETWORK
  const [first, second] = headOf(address)
  return second === '0' ? (first === '0' ? '::' : `${first}::`) : `${first}:${second}::`
}

/** An address of our own server, as people write it. */
export function plain(address: string | undefined): string {
  return address?.replace(/%.*$/, '').replace(/^::ffff:(?=\d+\.)/i, '') ?? ''
}

/** The first two groups without leading zeros; an address that begins with `::` has only zeros there. */
function headOf(address: string): [string, string] {
  const [head = ''] = address.split('::')
  const [first = '0', second = '0'] = head.split(':').filter((group) => group && !group.includes('.'))
  return [shortest(first), shortest(second)]
}

function shortest(group: string): string {
  return Number.parseInt(group, 16).toString(16)
}
