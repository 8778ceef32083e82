import { isIP, isIPv4 } from 'node:net'
import { settings } from '../env'
import { peerAddress } from '../exchange'

/**
 * The network a request comes from, for throttling only; never stored or logged in clear. One IPv4 address, or the /56
 * that a provider gives to one IPv6 customer, who could otherwise use a new address for each try.
 */
export function clientNetwork(headers: Headers): string {
  return networkOf(clientAddress(headers.get('x-forwarded-for'), peerAddress(), settings().trustProxy))
}

/** `proxies` machines of ours stand in front; each appended the address it saw. What stands further left anybody can invent. */
export function clientAddress(
  forwardedFor: string | null,
  peer: string | undefined,
  proxies: number,
): string | undefined {
  if (proxies === 0) return peer
  const chain = (forwardedFor ?? '').split(',').map((part) => part.trim())
  const seen = chain.at(-proxies)
  return seen && isIP(seen) ? seen : peer
}

/** "203.0.113.7", "2001:db8:1:200::/56", or "unknown". */
export function networkOf(address: string | undefined): string {
  const plain = address?.replace(/%.*$/, '').replace(/^::ffff:(?=\d+\.)/i, '') ?? ''
  if (isIPv4(plain)) return plain
  if (!isIP(plain)) return 'unknown'
  const [first, second, third, fourth] = groupsOf(plain)
  return `${hex(first)}:${hex(second)}:${hex(third)}:${hex((fourth ?? 0) & 0xff00)}::/56`
}

/** The first groups of an IPv6 address; `::` stands for as many zeros as are missing. */
function groupsOf(address: string): number[] {
  const [head = '', tail] = address.split('::')
  const left = head.split(':').filter(Boolean)
  const right = tail?.split(':').filter(Boolean) ?? []
  // A trailing IPv4 part fills two groups; it never reaches the first four unless it stands alone.
  const missing = 8 - left.length - right.length
  const groups = tail === undefined ? left : [...left, ...Array<string>(Math.max(0, missing)).fill('0'), ...right]
  return groups.map((group) => Number.parseInt(group, 16))
}

function hex(group = 0): string {
  return group.toString(16)
}
