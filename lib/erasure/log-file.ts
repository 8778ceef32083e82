import { createReadStream } from 'node:fs'
import { mkdir, open, stat } from 'node:fs/promises'
import path from 'node:path'
import { type ErasureReason } from './statements'

/**
 * The append-only file of all erasures outside the database (DS-04): one JSON line each, `{"accountId","erasedAt","reason"}`,
 * no personal data. A line that a crash has cut off is no entry; the next append starts a new line and writes it again.
 */
export type LoggedErasure = { accountId: string; erasedAt: Date; reason: ErasureReason }

const reasons: readonly string[] = ['self', 'request', 'inactivity', 'unconfirmed', 'staff'] satisfies ErasureReason[]
const BATCH = 5_000

/** Complete lines from a byte position on, in batches; `end` is the position behind the last complete line of the batch. */
export async function* readLog(
  file: string,
  start = 0,
): AsyncGenerator<{ entries: LoggedErasure[]; damaged: number; end: number }> {
  let rest: Buffer = Buffer.alloc(0)
  let end = start
  let entries: LoggedErasure[] = []
  let damaged = 0
  for await (const chunk of createReadStream(file, { start, highWaterMark: 1 << 18 }) as AsyncIterable<Buffer>) {
    const data = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk
    const last = data.lastIndexOf(10)
    rest = data.subarray(last + 1)
    end += last + 1
    for (const line of data
      .subarray(0, last + 1)
      .toString('utf8')
      .split('\n')) {
      if (line.trim() === '') continue
      const entry = parse(line)
      if (entry) entries.push(entry)
      else damaged += 1
    }
    if (entries.length >= BATCH) {
      yield { entries, damaged, end }
      entries = []
      damaged = 0
    }
  }
  yield { entries, damaged: damaged + (rest.length > 0 ? 1 : 0), end }
}

/** Appends complete lines in one write and waits until they are on the disk. */
export async function appendToLog(file: string, entries: LoggedErasure[]): Promise<void> {
  if (entries.length === 0) return
  await mkdir(path.dirname(file), { recursive: true })
  const handle = await open(file, 'a+', 0o600)
  try {
    const lines = entries.map(({ accountId, erasedAt, reason }) =>
      JSON.stringify({ accountId, erasedAt: erasedAt.toISOString(), reason }),
    )
    await handle.appendFile(`${(await isCutOff(handle)) ? '\n' : ''}${lines.join('\n')}\n`)
    await handle.datasync()
  } finally {
    await handle.close()
  }
}

/** Bytes; undefined if there is no such file. */
export async function sizeOfLog(file: string): Promise<number | undefined> {
  try {
    return (await stat(file)).size
  } catch (error) {
    if ((error as { code?: string }).code === 'ENOENT') return undefined
    throw error
  }
}

async function isCutOff(handle: Awaited<ReturnType<typeof open>>): Promise<boolean> {
  const { size } = await handle.stat()
  if (size === 0) return false
  const { buffer } = await handle.read(Buffer.alloc(1), 0, 1, size - 1)
  return buffer[0] !== 10
}

function parse(line: string): LoggedErasure | undefined {
  try {
    const { accountId, erasedAt, reason } = JSON.parse(line) as Record<string, unknown>
    const at = new Date(String(erasedAt))
    if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(String(accountId)) || Number.isNaN(at.getTime())) return
    if (!reasons.includes(String(reason))) return
    return { accountId: String(accountId), erasedAt: at, reason: reason as ErasureReason }
  } catch {
    return undefined
  }
}
