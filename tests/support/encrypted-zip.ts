import { createDecipheriv, createHmac, pbkdf2Sync } from 'node:crypto'

/** A reader of its own for the format (WinZip AE-2): name → text. */
export function openArchive(archive: Buffer, password: string): Record<string, string> {
  const files: Record<string, string> = {}
  for (let at = 0; archive.readUInt32LE(at) === 0x04034b50; ) {
    const packed = archive.readUInt32LE(at + 18)
    const nameLength = archive.readUInt16LE(at + 26)
    const name = archive.toString('utf8', at + 30, at + 30 + nameLength)
    const begin = at + 30 + nameLength + archive.readUInt16LE(at + 28)
    const data = archive.subarray(begin, begin + packed)
    const keys = pbkdf2Sync(password, data.subarray(0, 16), 1000, 66, 'sha1')
    if (!keys.subarray(64).equals(data.subarray(16, 18))) throw new Error('wrong password')
    const secret = data.subarray(18, -10)
    const code = createHmac('sha1', keys.subarray(32, 64)).update(secret).digest().subarray(0, 10)
    if (!code.equals(data.subarray(-10))) throw new Error('changed')
    const text = Buffer.alloc(secret.length)
    for (let block = 0; block * 16 < secret.length; block += 1) {
      const counter = Buffer.alloc(16)
      counter.writeUInt32BE(0)
      counter.writeUInt32LE(block + 1)
      const step = createDecipheriv('aes-256-ctr', keys.subarray(0, 32), counter)
      step.update(secret.subarray(block * 16, block * 16 + 16)).copy(text, block * 16)
    }
    files[name] = text.toString('utf8')
    at = begin + packed
  }
  return files
}
