import { createHash, timingSafeEqual } from 'node:crypto'
import { settings } from './env'
import { peerAddress } from './exchange'
import { isLoopback } from './loopback'

/** `Authorization: Bearer CRON_SECRET`? Digests of equal length are compared, in constant time (S-J2). */
export function hasCronSecret(request: Request): boolean {
  const given = request.headers.get('authorization') ?? ''
  return timingSafeEqual(digest(given), digest(`Bearer ${settings().cronSecret}`))
}

/**
 * May the caller know the state of the house (ASVS 13.4.5)? Who proves the secret, or asks on the machine itself: a loopback peer that
 * asks for nobody else. Proxies name whom they ask for, and Next.js fills in the peer where nobody did.
 */
export function isFromInside(request: Request): boolean {
  return hasCronSecret(request) || isLocal(request.headers, peerAddress())
}

/**
 * Somebody at this very machine: nothing came over a network, and no foreign name led here (a page elsewhere whose name was pointed at
 * 127.0.0.1 sends that name as `Host`).
 */
export function isAtThisMachine(headers: Headers, peer = peerAddress()): boolean {
  return isLocal(headers, peer) && isLoopback(headers.get('host')?.replace(/:\d+$/, ''))
}

export function isLocal(headers: Headers, peer: string | undefined): boolean {
  if (!isLoopback(peer) || proxyMarks.some((name) => headers.has(name))) return false
  return (headers.get('x-forwarded-for') ?? '').split(',').every((address) => !address.trim() || isLoopback(address))
}

const proxyMarks = ['forwarded', 'via', 'x-real-ip']

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
