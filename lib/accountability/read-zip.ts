import { inflateRawSync } from 'node:zlib'

const END = 0x06054b50
const ENTRY = 0x02014b50
const LOCAL = 0x04034b50
/** The directory's end may be followed by a comment of this length at most. */
const LONGEST_COMMENT = 65_535

/** The files of a small ZIP by name; undefined if it is none. Read from its directory, so that sizes stand there. */
export function readZip(zip: Buffer): Map<string, Buffer> | undefined {
  try {
    const end = findEnd(zip)
    const files = new Map<string, Buffer>()
    let at = zip.readUInt32LE(end + 16)
    for (let left = zip.readUInt16LE(end + 10); left > 0; left -= 1) {
      if (zip.readUInt32LE(at) !== ENTRY) return undefined
      const [nameLength, extra, comment] = [28, 30, 32].map((offset) => zip.readUInt16LE(at + offset)) as [
        number,
        number,
        number,
      ]
      const name = zip.toString('utf8', at + 46, at + 46 + nameLength)
      // Two files of one name: nobody could say which one was meant.
      if (files.has(name)) return undefined
      files.set(name, content(zip, at))
      at += 46 + nameLength + extra + comment
    }
    return files
  } catch {
    // Offsets that lead nowhere: whatever this is, it is no ZIP.
    return undefined
  }
}

function findEnd(zip: Buffer): number {
  for (let at = zip.length - 22; at >= Math.max(0, zip.length - 22 - LONGEST_COMMENT); at -= 1) {
    if (zip.readUInt32LE(at) === END) return at
  }
  throw new Error('no end of a directory')
}

function content(zip: Buffer, entry: number): Buffer {
  const local = zip.readUInt32LE(entry + 42)
  if (zip.readUInt32LE(local) !== LOCAL) throw new Error('no local header')
  const begin = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28)
  const packed = zip.subarray(begin, begin + zip.readUInt32LE(entry + 20))
  return zip.readUInt16LE(entry + 10) === 8 ? inflateRawSync(packed) : Buffer.from(packed)
}
