import { readdir } from 'node:fs/promises'
import path from 'node:path'
import { settings } from '../env'
import { openEntries } from '../private-files'
import { storedFiles } from './stores'

/** Files and folders in DATA_DIR that no store declares (DS-04): a copy of the data there is known to no report and no erasure. */
export async function strayData(): Promise<number> {
  return (await namesIn(settings().dataDir)).filter((name) => !storedFiles.includes(name)).length
}

/** Secrets and data that others on this machine may read (DS-06). Windows knows no such modes. */
export function openFiles(): number {
  const { dataDir } = settings()
  return storedFiles.flatMap((name) => openEntries(path.join(dataDir, name))).length
}

/** On a host without a disk of its own there is no folder. */
async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
}
