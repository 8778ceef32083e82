import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'
import { settings } from './env'

/**
 * Secrets that the portal must be able to read again (DS-06): AES-256-GCM, key derived from NEXTAUTH_SECRET. Whoever has
 * only the database, or a copy of it, has nothing. With another NEXTAUTH_SECRET they cannot be opened any more.
 */
const NONCE_BYTES = 12
const TAG_BYTES = 16

/** `purpose` and `owner` are bound in: a sealed secret that is moved to another account does not open. */
export function seal(text: string, purpose: string, owner: string): Uint8Array<ArrayBuffer> {
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv('aes-256-gcm', keyFor(purpose), nonce).setAAD(Buffer.from(owner))
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return Uint8Array.from(Buffer.concat([nonce, cipher.getAuthTag(), sealed]))
}

/** Throws if it was changed, belongs to somebody else or was sealed with another secret. */
export function unseal(sealed: Uint8Array, purpose: string, owner: string): string {
  const bytes = Buffer.from(sealed)
  const decipher = createDecipheriv('aes-256-gcm', keyFor(purpose), bytes.subarray(0, NONCE_BYTES))
    .setAAD(Buffer.from(owner))
    .setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES))
  return decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES), undefined, 'utf8') + decipher.final('utf8')
}

function keyFor(purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', settings().nextAuthSecret, '', `portal ${purpose}`, 32))
}
