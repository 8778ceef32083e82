import { createHmac, hkdfSync } from 'node:crypto'
import { settings } from './env'

/**
 * The secrets of the portal with their ids: what is made is made with the present one (NEXTAUTH_SECRET), what was made with an earlier one
 * (NEXTAUTH_SECRET_OLD) is still understood, so that a change voids nothing (DS-06, ASVS 13.3.1; decision 0049). Each purpose has a key of
 * its own (HKDF): what one gives away opens no other.
 */
export type RingKey = { id: string; key: Buffer }

/** The present one first. */
export function ringSecrets(): string[] {
  const { nextAuthSecret, oldSecrets } = settings()
  return [nextAuthSecret, ...oldSecrets]
}

/** The keys for one purpose; `label` names it, and never changes. */
export function ringKeys(label: string): RingKey[] {
  return ringSecrets().map((secret) => ({ id: secretId(secret), key: derive(secret, label, 32) }))
}

export function presentKey(label: string): RingKey {
  const { nextAuthSecret } = settings()
  return { id: secretId(nextAuthSecret), key: derive(nextAuthSecret, label, 32) }
}

/** Eight hexadecimal digits that tell secrets apart, and nothing else. */
export function secretId(secret: string): string {
  return derive(secret, 'portal secret id', 4).toString('hex')
}

function derive(secret: string, label: string, bytes: number): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, '', label, bytes))
}

/** HMAC with the portal's secret: nobody who sees a table of them can try out what they stand for (S-L1). */
export function keyedHash(purpose: string, text: string): string {
  return hashWith(presentKey(HASH_LABEL).key, purpose, text)
}

/** Every form that the hash may have where it is stored: from earlier secrets, and from before the purpose had a key of its own. */
export function keyedHashes(purpose: string, text: string): string[] {
  const keys = [...ringKeys(HASH_LABEL).map(({ key }) => key), ...ringSecrets()]
  return keys.map((key) => hashWith(key, purpose, text))
}

const HASH_LABEL = 'portal keyed hash'

function hashWith(key: Buffer | string, purpose: string, text: string): string {
  return createHmac('sha256', key).update(`${purpose}\n${text}`).digest('base64url')
}
