import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { presentKey, ringKeys } from './secret-ring'

/**
 * Secrets that the portal must be able to read again (DS-06): AES-256-GCM. Whoever has only the database, or a copy of it, has nothing.
 * A sealed text begins with its form and the id of the secret that it was sealed with; the first form had neither.
 */
const FORM = 1
const ID_BYTES = 4
const NONCE_BYTES = 12
const TAG_BYTES = 16

/** `purpose` and `owner` are bound in: a sealed secret that is moved to another account does not open. */
export function seal(text: string, purpose: string, owner: string): Uint8Array<ArrayBuffer> {
  const { id, key } = presentKey(labelOf(purpose))
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(owner))
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return Uint8Array.from(Buffer.concat([headOf(id), nonce, cipher.getAuthTag(), sealed]))
}

/** Throws if it was changed, belongs to somebody else or was sealed with a secret that the ring does not hold. */
export function unseal(sealed: Uint8Array, purpose: string, owner: string): string {
  const bytes = Buffer.from(sealed)
  const keys = ringKeys(labelOf(purpose))
  const named = keys.find(({ id }) => bytes.subarray(0, 1 + ID_BYTES).equals(headOf(id)))
  if (named) return open(bytes.subarray(1 + ID_BYTES), named.key, owner)
  for (const [at, { key }] of keys.entries()) {
    try {
      return open(bytes, key, owner)
    } catch (error) {
      if (at === keys.length - 1) throw error
    }
  }
  throw new Error('no key')
}

/** Is it sealed with the present secret, in the present form? */
export function isSealedAnew(sealed: Uint8Array, purpose: string): boolean {
  return Buffer.from(sealed)
    .subarray(0, 1 + ID_BYTES)
    .equals(headOf(presentKey(labelOf(purpose)).id))
}

function open(bytes: Buffer, key: Buffer, owner: string): string {
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE_BYTES))
    .setAAD(Buffer.from(owner))
    .setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES))
  return decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES), undefined, 'utf8') + decipher.final('utf8')
}

function headOf(id: string): Buffer {
  return Buffer.concat([Buffer.from([FORM]), Buffer.from(id, 'hex')])
}

function labelOf(purpose: string): string {
  return `portal ${purpose}`
}
