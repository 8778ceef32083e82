import { readFileSync } from 'node:fs'
import { Readable } from 'node:stream'
import { Decrypter, Encrypter } from 'age-encryption'
import { DumpError } from './dump-format'

/** How a file in the form of age begins (age-encryption.org/v1): the tool of that name reads and writes it, too. */
export const AGE_MAGIC = 'age-encryption.org/'

/** "age1…", as age-keygen shows it. */
export function isRecipient(text: string): boolean {
  try {
    new Encrypter().addRecipient(text)
    return true
  } catch {
    return false
  }
}

/** Only who has the key to this recipient can read what comes out: not this machine. */
export async function encryptFor(recipient: string, source: Readable): Promise<Readable> {
  const encrypter = new Encrypter()
  encrypter.addRecipient(recipient)
  return fromWeb(await encrypter.encrypt(toWeb(source)))
}

/** `identityFile`: as age-keygen writes it. Throws DumpError where no key in it opens the file. */
export async function decryptWith(identityFile: string, source: Readable): Promise<Readable> {
  const decrypter = new Decrypter()
  for (const line of readFileSync(identityFile, 'utf8').split('\n'))
    if (line.startsWith('AGE-SECRET-KEY-')) decrypter.addIdentity(line.trim())
  try {
    return Readable.from(whole(fromWeb(await decrypter.decrypt(toWeb(source)))))
  } catch (error) {
    throw new DumpError(`No key in ${identityFile} opens the backup: ${(error as Error).message}`)
  }
}

/** Each piece is proven before it is given out. */
async function* whole(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* pieces
  } catch (error) {
    throw new DumpError(`The backup was changed or cut off after it had been encrypted: ${(error as Error).message}`)
  }
}

function toWeb(source: Readable): ReadableStream<Uint8Array> {
  return Readable.toWeb(source) as ReadableStream<Uint8Array>
}

function fromWeb(stream: ReadableStream<Uint8Array>): Readable {
  return Readable.fromWeb(stream as Parameters<typeof Readable.fromWeb>[0])
}
