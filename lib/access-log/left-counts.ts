import { readdir, readFile, rm } from 'node:fs/promises'
import path from 'node:path'
import { type PortalContext } from '../context'
import { makePrivateFolder, writePrivate } from '../private-files'
import { addCounts, type Batch } from './add-counts'

const ENDING = '.counts'

/** At the end of the process: counts that the database has not confirmed, for the next process to add. Throws if it cannot be written. */
export function leaveCounts(folder: string, batches: Batch[]): void {
  const [first] = batches
  if (!first) return
  makePrivateFolder(folder)
  writePrivate(path.join(folder, `${first.source}${ENDING}`), JSON.stringify(batches))
}

/** Adds what earlier processes left. Any number of processes may do it at once. Returns how many files. */
export async function collectLeftCounts(ctx: PortalContext, folder: string): Promise<number> {
  const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith(ENDING))
  for (const name of names) {
    const file = path.join(folder, name)
    const text = await readFile(file, 'utf8').catch(() => undefined)
    if (text === undefined) continue
    for (const batch of JSON.parse(text) as Batch[]) await addCounts(ctx, batch)
    await rm(file, { force: true })
  }
  return names.length
}
