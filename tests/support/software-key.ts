import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'
import { isoCBOR } from '@simplewebauthn/server/helpers'
import { type NewPasskey, type PasskeyAnswer } from '@/lib/auth/passkeys'

/** What a security key does (WebAuthn Level 3), in software: makes a key for a host and signs challenges with it. */
export type SoftwareKey = {
  id: string
  create(challenge: string, seen?: Seen): NewPasskey
  sign(challenge: string, seen?: Seen & { counter?: number }): PasskeyAnswer
}
/** What the browser tells the key: where the person is. */
type Seen = { origin?: string; host?: string }

const AT_THE_KEY = 0b0000_0101
const WITH_CREDENTIAL = 0b0100_0000
const TRANSPORTS = ['usb', 'nfc'] as const

export function aSoftwareKey(appUrl: string): SoftwareKey {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const rawId = randomBytes(32)
  const id = rawId.toString('base64url')
  const whole = { id, rawId: id, type: 'public-key', clientExtensionResults: {} } as const
  const place = ({ origin = appUrl, host = new URL(origin).hostname }: Seen) => ({ origin, host })
  return {
    id,
    create: (challenge, seen = {}) => {
      const { origin, host } = place(seen)
      const length = Buffer.alloc(2)
      length.writeUInt16BE(rawId.length)
      const authData = Buffer.concat([
        dataOf(host, AT_THE_KEY | WITH_CREDENTIAL, 0),
        Buffer.alloc(16),
        length,
        rawId,
        isoCBOR.encode(coseKey(publicKey)),
      ])
      const attestation = new Map<string, unknown>([
        ['fmt', 'none'],
        ['attStmt', new Map()],
        ['authData', new Uint8Array(authData)],
      ])
      return {
        ...whole,
        response: {
          clientDataJSON: clientData('webauthn.create', challenge, origin).toString('base64url'),
          attestationObject: Buffer.from(isoCBOR.encode(attestation as never)).toString('base64url'),
          transports: [...TRANSPORTS],
        },
      }
    },
    sign: (challenge, { counter = 1, ...seen } = {}) => {
      const { origin, host } = place(seen)
      const authData = dataOf(host, AT_THE_KEY, counter)
      const client = clientData('webauthn.get', challenge, origin)
      const signature = sign('sha256', Buffer.concat([authData, sha256(client)]), privateKey)
      return {
        ...whole,
        response: {
          authenticatorData: authData.toString('base64url'),
          clientDataJSON: client.toString('base64url'),
          signature: signature.toString('base64url'),
        },
      }
    },
  }
}

function dataOf(host: string, flags: number, counter: number): Buffer {
  const tail = Buffer.alloc(5)
  tail.writeUInt8(flags, 0)
  tail.writeUInt32BE(counter, 1)
  return Buffer.concat([sha256(Buffer.from(host)), tail])
}

function clientData(type: string, challenge: string, origin: string): Buffer {
  return Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }))
}

/** RFC 9053: elliptic curve key, ES256, P-256. */
function coseKey(key: KeyObject): Map<number, number | Uint8Array> {
  const { x = '', y = '' } = key.export({ format: 'jwk' })
  const bytes = (text: string) => new Uint8Array(Buffer.from(text, 'base64url'))
  return new Map<number, number | Uint8Array>([
    [1, 2],
    [3, -7],
    [-1, 1],
    [-2, bytes(x)],
    [-3, bytes(y)],
  ])
}

function sha256(data: Buffer): Buffer {
  return createHash('sha256').update(data).digest()
}
