import { createHash } from 'node:crypto'
import list from './breached-passwords.json'

/** Characters of a hash that are kept: 48 bits, so that a good password is taken for a stolen one less often than once in 10^10. */
const KEPT = 8

/**
 * Has this password been stolen somewhere and published (DS-06, ASVS 6.2.12)? Asked of a list on this server: nothing leaves it. Capitals
 * and spaces make no difference.
 */
export function isBreached(password: string): boolean {
  breached ??= new Set(list.hashes.match(new RegExp(`.{${KEPT}}`, 'g')))
  return breached.has(prefixOf(password)) || breached.has(prefixOf(password.replace(/\s+/g, '')))
}

let breached: Set<string> | undefined

/** What the list keeps of a password (scripts/breached-passwords.ts). */
export function prefixOf(password: string): string {
  return createHash('sha256').update(password.normalize('NFC').toLowerCase()).digest('base64url').slice(0, KEPT)
}
