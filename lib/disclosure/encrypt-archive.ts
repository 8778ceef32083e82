import { createCipheriv, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto'

/**
 * A ZIP file encrypted with AES-256 (WinZip AE-2: APPNOTE 4.5 with the extra field 0x9901), which 7-Zip, WinZip, Keka and The
 * Unarchiver open with the password (DS-10). Contents and sizes are authenticated by HMAC-SHA1. The format derives the key with 1000
 * rounds only; that is enough because the password is random (150 bits), never chosen.
 */
export type ArchiveFile = { name: string; content: Uint8Array }

const ROUNDS = 1_000
const KEY_BYTES = 32
const SALT_BYTES = 16

/** File names must be ASCII. `at` is written into the entries. */
export function encryptArchive(files: readonly ArchiveFile[], password: string, at: Date): Buffer {
  const parts: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const { name, content } of files) {
    const data = encrypt(Buffer.from(content), password)
    const facts = entryFacts(data.length, content.length, name, at)
    const local = Buffer.concat([
      signature(0x04034b50),
      facts,
      u16(Buffer.byteLength(name)),
      u16(extra.length),
      Buffer.from(name),
      extra,
      data,
    ])
    directory.push(
      Buffer.concat([
        signature(0x02014b50),
        u16(51),
        facts,
        u16(Buffer.byteLength(name)),
        u16(extra.length),
        Buffer.alloc(6), // no comment, first disk, binary
        u32(0),
        u32(offset),
        Buffer.from(name),
        extra,
      ]),
    )
    parts.push(local)
    offset += local.length
  }
  const central = Buffer.concat(directory)
  const end = Buffer.concat([
    signature(0x06054b50),
    u32(0),
    u16(files.length),
    u16(files.length),
    u32(central.length),
    u32(offset),
    u16(0),
  ])
  return Buffer.concat([...parts, central, end])
}

/** Salt, check value, ciphertext, authentication code. */
function encrypt(content: Buffer, password: string): Buffer {
  const salt = randomBytes(SALT_BYTES)
  const keys = pbkdf2Sync(password, salt, ROUNDS, 2 * KEY_BYTES + 2, 'sha1')
  const blocks = Buffer.alloc(Math.ceil(content.length / 16) * 16)
  // The counter of this format is little-endian and begins with 1.
  for (let block = 0; block < blocks.length / 16; block += 1) blocks.writeUInt32LE(block + 1, block * 16)
  const cipher = createCipheriv('aes-256-ecb', keys.subarray(0, KEY_BYTES), null).setAutoPadding(false)
  const stream = Buffer.concat([cipher.update(blocks), cipher.final()])
  const secret = Buffer.alloc(content.length)
  for (let i = 0; i < content.length; i += 1) secret[i] = (content[i] ?? 0) ^ (stream[i] ?? 0)
  const code = createHmac('sha1', keys.subarray(KEY_BYTES, 2 * KEY_BYTES))
    .update(secret)
    .digest()
    .subarray(0, 10)
  return Buffer.concat([salt, keys.subarray(2 * KEY_BYTES), secret, code])
}

/** AE-2, AES-256, stored. */
const extra = Buffer.concat([u16(0x9901), u16(7), u16(2), Buffer.from('AE'), Buffer.from([3]), u16(0)])

/** The fields that local header and directory share: version, flag "encrypted", method 99, time, no CRC (AE-2), sizes. */
function entryFacts(packed: number, size: number, name: string, at: Date): Buffer {
  if (!/^[\w.-]+$/.test(name)) throw new Error('archive names are plain ASCII')
  const time = (at.getUTCHours() << 11) | (at.getUTCMinutes() << 5) | (at.getUTCSeconds() >> 1)
  const day = ((at.getUTCFullYear() - 1980) << 9) | ((at.getUTCMonth() + 1) << 5) | at.getUTCDate()
  return Buffer.concat([u16(51), u16(1), u16(99), u16(time), u16(day), u32(0), u32(packed), u32(size)])
}

function signature(value: number): Buffer {
  return u32(value)
}

function u16(value: number): Buffer {
  const buffer = Buffer.alloc(2)
  buffer.writeUInt16LE(value)
  return buffer
}

function u32(value: number): Buffer {
  const buffer = Buffer.alloc(4)
  buffer.writeUInt32LE(value)
  return buffer
}
