import { createReadStream, type Dirent } from 'node:fs'
import { readdir } from 'node:fs/promises'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { type CalendarDay, lastDayOf } from '../dates'
import { isAnonymousLine } from './line-grammar'

const LOG = /^(\d{4}-\d\d-\d\d)\.log$/
/** Counts that a process has left for the next one (left-counts.ts). */
const COUNTS = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.counts(\.new)?$/
/** Nobody reads more; the first ones say where to look. */
const MOST = 1_000

export type LogFolder = { folder: string; today: CalendarDay; period: string }

/** Lines in the files of the access log that the portal does not write (DS-02): read line by line, whole, at most MOST found. */
export async function strangeLines(
  { folder }: Pick<LogFolder, 'folder'>,
  isPattern: (stem: string) => boolean,
): Promise<number> {
  let strange = 0
  for (const { name } of await entriesOf(folder)) {
    const day = LOG.exec(name)?.[1]
    if (!day) continue
    const lines = createInterface({ input: createReadStream(path.join(folder, name), 'utf8'), crlfDelay: 0 })
    for await (const line of lines) {
      if (line !== '' && !isAnonymousLine(line, day, isPattern)) strange += 1
      if (strange >= MOST) return strange
    }
  }
  return strange
}

/** What does not belong into the folder: other files, folders, links. */
export async function strayFiles(folder: string): Promise<number> {
  const entries = await entriesOf(folder)
  return entries.filter((entry) => !entry.isFile() || !(LOG.test(entry.name) || COUNTS.test(entry.name))).length
}

/** Files whose period has been over for more than a day, and files of days to come. */
export async function filesPastTheirPeriod({ folder, today, period }: LogFolder): Promise<number> {
  const days = (await entriesOf(folder)).flatMap(({ name }) => LOG.exec(name)?.[1] ?? [])
  return days.filter((day) => lastDayOf(day, period) < today || day > today).length
}

/** A folder that is not there yet is empty. */
async function entriesOf(folder: string): Promise<Dirent[]> {
  try {
    return await readdir(folder, { withFileTypes: true })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
}
