import { spawn } from 'node:child_process'
import { createReadStream } from 'node:fs'
import { type Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { CUSTOM_MAGIC, DumpError } from './dump-format'
import { AGE_MAGIC, decryptWith } from './encrypted-dump'
import { findPostgresTool } from './postgres-tools'

type Options = {
  /** File with the key of an encrypted backup. */
  identity?: string
  findTool?: () => string | undefined
}

/**
 * A backup as the text that readDump takes: plain, compressed by gzip, or in the custom form of pg_dump, which only pg_restore can read; any
 * of them encrypted by age. It turns the custom form into text, so that every backup is read back in one transaction. Throws DumpError
 * if it cannot be read.
 */
export async function openDump(
  file: string,
  { identity, findTool = () => findPostgresTool('pg_restore') }: Options = {},
): Promise<AsyncIterable<Buffer>> {
  const isEncrypted =
    (await firstBytes(createReadStream(file, { end: AGE_MAGIC.length - 1 }))).toString('latin1') === AGE_MAGIC
  if (isEncrypted && !identity)
    throw new DumpError(`${file} is encrypted: name the file with its key (--identity FILE)`)
  const bytes = () => (isEncrypted && identity ? decryptWith(identity, createReadStream(file)) : createReadStream(file))
  const head = await firstBytes(await bytes())
  if (head.subarray(0, CUSTOM_MAGIC.length).toString('latin1') === CUSTOM_MAGIC) {
    const tool = findTool()
    if (tool) return textOfCustom(tool, file, await bytes())
    throw new DumpError(
      `${file} is in the custom form of pg_dump, which only pg_restore can read, and this machine has none. Install the PostgreSQL client, or write the text elsewhere: pg_restore --no-owner --no-privileges --file=backup.sql ${file}`,
    )
  }
  return head[0] === 0x1f && head[1] === 0x8b ? through(await bytes(), createGunzip()) : await bytes()
}

async function firstBytes(source: Readable): Promise<Buffer> {
  const head: Buffer[] = []
  for await (const chunk of source as AsyncIterable<Uint8Array>) {
    head.push(Buffer.from(chunk))
    if (Buffer.concat(head).length >= AGE_MAGIC.length) break
  }
  source.destroy()
  return Buffer.concat(head)
}

/** What fails before the end fails the reader. */
function through(source: Readable, step: ReturnType<typeof createGunzip>): AsyncIterable<Buffer> {
  pipeline(source, step).catch((error: Error) => step.destroy(error))
  return step as AsyncIterable<Buffer>
}

async function* textOfCustom(tool: string, file: string, source: Readable): AsyncGenerator<Buffer> {
  const child = spawn(tool, ['--no-owner', '--no-privileges', '--file=-'], {
    stdio: 'pipe',
    env: { ...process.env, LC_ALL: 'C' },
  })
  const ended = new Promise<number | null>((resolve) => child.once('error', () => resolve(null)).once('close', resolve))
  let said = ''
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString('utf8')))
  // A program that has seen enough closes its end; what is wrong with the file it says itself.
  const fed = pipeline(source, child.stdin).catch((error: Error & { code?: string }) => {
    if (error.code !== 'EPIPE') said ||= error.message
  })
  try {
    yield* child.stdout as AsyncIterable<Buffer>
    await fed
    if ((await ended) !== 0) throw new DumpError(whyUnreadable(tool, file, said.trim().slice(0, 500)))
  } finally {
    child.kill()
  }
}

function whyUnreadable(tool: string, file: string, said: string): string {
  if (!said.includes('unsupported version')) return `${tool} cannot read ${file}: ${said}`
  return `${file} was made by a newer PostgreSQL than ${tool} knows. Install the PostgreSQL client of at least that version and try again (${said})`
}
