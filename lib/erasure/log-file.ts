import { createHmac, timingSafeEqual } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { type FileHandle, stat } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import { codesOf, erasureReasonLabels, isCodeOf } from '../codes'
import { makePrivateFolder, openPrivate } from '../private-files'
import { presentKey, ringKeys } from '../secret-ring'

/**
 * The append-only file of all erasures outside the database (DS-04), one JSON line each, no personal data. A header,
 * `{"database","at","proof"}`, names the database that the lines below it come from; an entry is `{"accountId","erasedAt","reason","proof"}`.
 * The proof is an HMAC whose key only the portal's secret gives: what somebody else wrote erases nobody. A line that a crash has cut off is
 * no entry; the next append starts a new line and writes it again.
 */
export type LoggedErasure = z.output<typeof loggedErasureRow>
export const loggedErasureRow = z.strictObject({
  accountId: z.string(),
  erasedAt: z.date(),
  reason: z.enum(codesOf(erasureReasonLabels)),
})

export type LogBatch = {
  proven: LoggedErasure[]
  /** Entries without a proof that holds: from before there were proofs, from another portal, or forged. */
  unproven: LoggedErasure[]
  /** Proven headers, in their order. */
  databases: string[]
  damaged: number
  /** Position behind the last complete line. */
  end: number
}

const BATCH = 5_000

/** Complete lines from a byte position on, in batches. */
export async function* readLog(file: string, start = 0): AsyncGenerator<LogBatch> {
  const keys = ringKeys(KEY).map(({ key }) => key)
  let rest: Buffer = Buffer.alloc(0)
  let batch = emptyBatch(start)
  for await (const chunk of createReadStream(file, { start, highWaterMark: 1 << 18 }) as AsyncIterable<Buffer>) {
    const data = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk
    const last = data.lastIndexOf(10)
    rest = data.subarray(last + 1)
    batch.end += last + 1
    for (const line of data
      .subarray(0, last + 1)
      .toString('utf8')
      .split('\n')) {
      if (line.trim() !== '') sort(line, keys, batch)
    }
    if (batch.proven.length + batch.unproven.length >= BATCH) {
      yield batch
      batch = emptyBatch(batch.end)
    }
  }
  yield { ...batch, damaged: batch.damaged + (rest.length > 0 ? 1 : 0) }
}

/** Appends complete lines in one write and waits until they are on the disk. */
export async function appendToLog(file: string, entries: LoggedErasure[]): Promise<void> {
  const { key } = presentKey(KEY)
  await appendLines(
    file,
    entries.map((entry) => {
      const { accountId, erasedAt, reason } = entry
      return { accountId, erasedAt: erasedAt.toISOString(), reason, proof: proofOf(key, entryText(entry)) }
    }),
  )
}

/** What follows comes from this database. `at` says when the line was written; nothing is read from it. */
export function appendHeader(file: string, database: string, at: Date): Promise<void> {
  return appendLines(file, [
    { database, at: at.toISOString(), proof: proofOf(presentKey(KEY).key, headerText(database, at.toISOString())) },
  ])
}

/** Throws if the file could not be appended to now; changes nothing in it. */
export async function requireWritable(file: string): Promise<void> {
  await (await openPrivate(file, 'a')).close()
}

async function appendLines(file: string, lines: object[]): Promise<void> {
  if (lines.length === 0) return
  makePrivateFolder(path.dirname(file))
  const handle = await openPrivate(file, 'a+')
  try {
    const text = lines.map((line) => JSON.stringify(line)).join('\n')
    await handle.appendFile(`${(await isCutOff(handle)) ? '\n' : ''}${text}\n`)
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

async function isCutOff(handle: FileHandle): Promise<boolean> {
  const { size } = await handle.stat()
  if (size === 0) return false
  const { buffer } = await handle.read(Buffer.alloc(1), 0, 1, size - 1)
  return buffer[0] !== 10
}

function emptyBatch(end: number): LogBatch {
  return { proven: [], unproven: [], databases: [], damaged: 0, end }
}

/** A header without a proof says nothing: the file counts as one that has none. */
function sort(text: string, keys: Buffer[], batch: LogBatch): void {
  const line = parse(text)
  if (line?.database !== undefined) {
    if (isProven(line, keys, headerText(line.database, line.at))) batch.databases.push(String(line.database))
    return
  }
  const entry = line && entryOf(line)
  if (!entry) batch.damaged += 1
  else if (isProven(line, keys, entryText(entry))) batch.proven.push(entry)
  else batch.unproven.push(entry)
}

type Line = Record<string, unknown>

function parse(text: string): Line | undefined {
  try {
    const line: unknown = JSON.parse(text)
    return typeof line === 'object' && line !== null ? (line as Line) : undefined
  } catch {
    return undefined
  }
}

function entryOf({ accountId, erasedAt, reason }: Line): LoggedErasure | undefined {
  const at = new Date(String(erasedAt))
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(String(accountId)) || Number.isNaN(at.getTime())) return
  if (!isCodeOf(erasureReasonLabels, reason)) return
  return { accountId: String(accountId), erasedAt: at, reason }
}

/** Without the secret that was the present one when a line was written, it is not proven any more. */
const KEY = 'portal erasures.log'

function proofOf(key: Buffer, text: string): string {
  return createHmac('sha256', key).update(text).digest('base64url')
}

function isProven({ proof }: Line, keys: Buffer[], text: string): boolean {
  const given = Buffer.from(String(proof))
  return keys.some((key) => {
    const right = Buffer.from(proofOf(key, text))
    return given.length === right.length && timingSafeEqual(given, right)
  })
}

function entryText({ accountId, erasedAt, reason }: LoggedErasure): string {
  return `erasure ${accountId} ${erasedAt.toISOString()} ${reason}`
}

function headerText(database: unknown, at: unknown): string {
  return `database ${database} ${at}`
}
