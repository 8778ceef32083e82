import { createHmac, timingSafeEqual } from 'node:crypto'
import { presentKey, ringKeys } from './secret-ring'

/** What comes back under a key: a report about a mail, an answer to it, something about a case; `mail` stands in X-Portal-Mail. */
const kinds = { bounce: 'b', reply: 'r', case: 'c', mail: 'm' } as const
export type ReturnKind = keyof typeof kinds
export type ReturnKey = { kind: ReturnKind; id: string }

/** Stands on every mail of the portal, so that what comes back with its headers can be told. */
export const MAIL_HEADER = 'X-Portal-Mail'
const LABEL = 'portal return keys'
const LETTERS = 'abcdefghijklmnopqrstuvwxyz234567'
/** Characters: kind, id of the secret (32 bits), id (128 bits), proof (80 bits). */
const KEY_ID_LENGTH = 7
const ID_LENGTH = 26
const PROOF_LENGTH = 16
const KEY_LENGTH = 1 + KEY_ID_LENGTH + ID_LENGTH + PROOF_LENGTH

/**
 * A key for addresses and headers (VERP, RFC 5233): names a row by its UUID, nothing about a person, and proves that the portal wrote it.
 * Small letters and digits only, because relays change the case; made with an earlier secret it is still understood.
 */
export function makeReturnKey({ kind, id }: ReturnKey): string {
  const { id: keyId, key } = presentKey(LABEL)
  const named = `${kinds[kind]}${encode(Buffer.from(keyId, 'hex'))}${encode(Buffer.from(id.replaceAll('-', ''), 'hex'))}`
  return `${named}${proofOf(key, named)}`
}

/** What a key stands for; undefined if the portal did not write it, whatever case it came in. Compared in constant time. */
export function readReturnKey(text: string): ReturnKey | undefined {
  const given = text.toLowerCase()
  if (given.length !== KEY_LENGTH || !/^[a-z2-7]+$/.test(given)) return undefined
  const keyId = decode(given.slice(1, 1 + KEY_ID_LENGTH), 4).toString('hex')
  const key = ringKeys(LABEL).find((one) => one.id === keyId)?.key
  const kind = (Object.keys(kinds) as ReturnKind[]).find((name) => kinds[name] === given[0])
  if (!key || !kind) return undefined
  const named = given.slice(0, -PROOF_LENGTH)
  if (!timingSafeEqual(Buffer.from(proofOf(key, named)), Buffer.from(given.slice(-PROOF_LENGTH)))) return undefined
  const hex = decode(named.slice(1 + KEY_ID_LENGTH), 16).toString('hex')
  return { kind, id: hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5') }
}

/** Every key that stands in a text, in its order. */
export function findReturnKeys(text: string): ReturnKey[] {
  const found = text.matchAll(/(?<![a-z0-9])[bcmr][a-z2-7]{49}(?![a-z0-9])/gi)
  return [...found].flatMap(([given]) => readReturnKey(given) ?? [])
}

/** The address of a key: `pattern` has %{key}, e.g. "portal+%{key}@example.org". */
export function returnAddress(pattern: string, key: ReturnKey): string {
  return pattern.replace('%{key}', makeReturnKey(key))
}

function proofOf(key: Buffer, named: string): string {
  return encode(createHmac('sha256', key).update(named).digest().subarray(0, 10))
}

/** Base 32 (RFC 4648) without padding. */
function encode(bytes: Uint8Array): string {
  let bits = 0n
  for (const byte of bytes) bits = (bits << 8n) | BigInt(byte)
  const length = Math.ceil((bytes.length * 8) / 5)
  bits <<= BigInt(length * 5 - bytes.length * 8)
  return Array.from({ length }, (_, at) => LETTERS[Number((bits >> BigInt((length - 1 - at) * 5)) & 31n)]).join('')
}

function decode(text: string, bytes: number): Buffer {
  let bits = 0n
  for (const letter of text) bits = (bits << 5n) | BigInt(LETTERS.indexOf(letter))
  bits >>= BigInt(text.length * 5 - bytes * 8)
  return Buffer.from(
    bits
      .toString(16)
      .padStart(bytes * 2, '0')
      .slice(-bytes * 2),
    'hex',
  )
}
