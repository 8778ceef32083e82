import { spawn } from 'node:child_process'
import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { createGunzip } from 'node:zlib'
import { CUSTOM_MAGIC, DumpError } from './dump-format'
import { findPostgresTool } from './postgres-tools'

/**
 * A backup as the text that readDump takes: plain, compressed by gzip, or in the custom form of pg_dump, which only pg_restore can read. It
 * turns the custom form into text, so that every backup is read back in one transaction. Throws DumpError if it cannot be read.
 */
export async function openDump(
  file: string,
  findTool: () => string | undefined = () => findPostgresTool('pg_restore'),
): Promise<AsyncIterable<Buffer>> {
  const head = await firstBytes(file)
  if (head.toString('latin1') === CUSTOM_MAGIC) {
    const tool = findTool()
    if (tool) return textOfCustom(tool, file)
    throw new DumpError(
      `${file} is in the custom form of pg_dump, which only pg_restore can read, and this machine has none. Install the PostgreSQL client, or write the text elsewhere: pg_restore --no-owner --no-privileges --file=backup.sql ${file}`,
    )
  }
  const bytes = createReadStream(file)
  const isCompressed = head[0] === 0x1f && head[1] === 0x8b
  const source = isCompressed ? bytes.pipe(createGunzip()) : bytes
  bytes.on('error', (error) => source.destroy(error))
  return source as AsyncIterable<Buffer>
}

async function* textOfCustom(tool: string, file: string): AsyncGenerator<Buffer> {
  const child = spawn(tool, ['--no-owner', '--no-privileges', '--file=-', file], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, LC_ALL: 'C' },
  })
  const ended = new Promise<number | null>((resolve) => child.once('error', () => resolve(null)).once('close', resolve))
  let said = ''
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString('utf8')))
  try {
    yield* child.stdout as AsyncIterable<Buffer>
    if ((await ended) !== 0) throw new DumpError(whyUnreadable(tool, file, said.trim().slice(0, 500)))
  } finally {
    child.kill()
  }
}

function whyUnreadable(tool: string, file: string, said: string): string {
  if (!said.includes('unsupported version')) return `${tool} cannot read ${file}: ${said}`
  return `${file} was made by a newer PostgreSQL than ${tool} knows. Install the PostgreSQL client of at least that version and try again (${said})`
}

async function firstBytes(file: string): Promise<Buffer> {
  const handle = await open(file)
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(5), 0, 5, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await handle.close()
  }
}
