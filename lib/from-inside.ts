import { createHash, timingSafeEqual } from 'node:crypto'
import { settings } from './env'
import { peerAddress } from './exchange'

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

export function isLocal(headers: Headers, peer: string | undefined): boolean {
  if (!isLoopback(peer) || proxyMarks.some((name) => headers.has(name))) return false
  return (headers.get('x-forwarded-for') ?? '').split(',').every((address) => !address.trim() || isLoopback(address))
}

const proxyMarks = ['forwarded', 'via', 'x-real-ip']

function isLoopback(address = ''): boolean {
  return /^(::ffff:)?127\.\d+\.\d+\.\d+$|^::1$/i.test(address.trim())
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
