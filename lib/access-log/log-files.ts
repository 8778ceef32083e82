import { appendFileSync, mkdirSync, statSync } from 'node:fs'
import { mkdir, open, statfs } from 'node:fs/promises'
import path from 'node:path'
import { directives } from './fields'

/** The log leaves this much of the disk to the database and the rest: bytes, or a share of small disks. */
const SPARED = { bytes: 16 * 1024 * 1024, share: 0.05 }

export type Lines = { day: string; line: string }[]

/** Too little space is left; written like an error of the system, so that the report shows it. */
class DiskFull extends Error {
  readonly code = 'ENOSPC'
}

/** `DATA_DIR/access-log/2026-11-23.log`: one file per day, UTC. */
export function fileOf(folder: string, day: string): string {
  return path.join(folder, `${day}.log`)
}

/**
 * Appends lines to the files of their days, whole lines in one write: any number of processes may do so at once (O_APPEND). Throws if a
 * file cannot be written; what is written is then not known.
 */
export async function appendLines(folder: string, lines: Lines, now: Date): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  for (const [day, text] of byDay(lines)) {
    const file = await open(fileOf(folder, day), 'a', 0o640)
    try {
      const content = Buffer.from((await file.stat()).size === 0 ? directives(secondOf(now)) + text : text)
      await spareDisk(folder, content.length)
      const { bytesWritten } = await file.write(content)
      // The rest of the line that was cut must not grow together with the next one.
      if (bytesWritten < content.length) {
        await file.write('\n')
        throw new DiskFull()
      }
    } finally {
      await file.close()
    }
  }
}

/** The same at the end of the process, when nothing can be waited for. */
export function appendLinesNow(folder: string, lines: Lines, now: Date): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  for (const [day, text] of byDay(lines)) {
    const file = fileOf(folder, day)
    const isNew = (statSync(file, { throwIfNoEntry: false })?.size ?? 0) === 0
    appendFileSync(file, isNew ? directives(secondOf(now)) + text : text, { mode: 0o640 })
  }
}

/** Sorted, so that the order of arrival leads from no line to the next. */
function byDay(lines: Lines): Map<string, string> {
  const days = new Map<string, string[]>()
  for (const { day, line } of lines) {
    const texts = days.get(day)
    if (texts) texts.push(line)
    else days.set(day, [line])
  }
  return new Map([...days].map(([day, texts]) => [day, texts.sort().join('')]))
}

async function spareDisk(folder: string, needed: number): Promise<void> {
  const { bavail, blocks, bsize } = await statfs(folder)
  // Some file systems say nothing about their size.
  if (blocks === 0) return
  const spared = Math.min(SPARED.bytes, blocks * bsize * SPARED.share)
  if (bavail * bsize < spared + needed) throw new DiskFull()
}

function secondOf(now: Date): string {
  return now.toISOString().slice(0, 19).replace('T', ' ')
}
