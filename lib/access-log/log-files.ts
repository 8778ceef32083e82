import { statSync, writeSync } from 'node:fs'
import { statfs } from 'node:fs/promises'
import path from 'node:path'
import { appendPrivate, makePrivateFolder, openPrivate } from '../private-files'
import { directives } from './fields'

/** The log leaves this much of the disk to the database and the rest: bytes, or a share of small disks. */
const SPARED = { bytes: 16 * 1024 * 1024, share: 0.05 }

export type Line = { day: string; line: string }

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
 * file cannot be written. The write itself is not waited for elsewhere, so that at the end of the process it is known what was written.
 */
export async function appendLines<L extends Line>(
  folder: string,
  lines: readonly L[],
  now: Date,
  written: (lines: readonly L[]) => void = () => {},
): Promise<void> {
  makePrivateFolder(folder)
  for (const [day, ofDay] of byDay(lines)) {
    const text = textOf(ofDay)
    const file = await openPrivate(fileOf(folder, day), 'a')
    try {
      const content = Buffer.from((await file.stat()).size === 0 ? directives(secondOf(now)) + text : text)
      await spareDisk(folder, content.length)
      // The rest of a line that was cut must not grow together with the next one.
      if (writeSync(file.fd, content) < content.length) {
        writeSync(file.fd, '\n')
        throw new DiskFull()
      }
      written(ofDay)
    } finally {
      await file.close()
    }
  }
}

/** The same at the end of the process, when nothing can be waited for. */
export function appendLinesNow(folder: string, lines: readonly Line[], now: Date): void {
  makePrivateFolder(folder)
  for (const [day, ofDay] of byDay(lines)) {
    const text = textOf(ofDay)
    const file = fileOf(folder, day)
    const isNew = (statSync(file, { throwIfNoEntry: false })?.size ?? 0) === 0
    appendPrivate(file, isNew ? directives(secondOf(now)) + text : text)
  }
}

function byDay<L extends Line>(lines: readonly L[]): Map<string, L[]> {
  const days = new Map<string, L[]>()
  for (const line of lines) {
    const ofDay = days.get(line.day)
    if (ofDay) ofDay.push(line)
    else days.set(line.day, [line])
  }
  return days
}

/** Sorted, so that the order of arrival leads from no line to the next. */
function textOf(lines: readonly Line[]): string {
  return lines
    .map(({ line }) => line)
    .sort()
    .join('')
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
