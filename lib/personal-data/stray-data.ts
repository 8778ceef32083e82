import { readdir, stat } from 'node:fs/promises'
import path from 'node:path'
import { settings } from '../env'
import { stores } from './stores'

/** Files and folders in DATA_DIR that no store declares (DS-04): a copy of the data there is known to no report and no erasure. */
export async function strayData(): Promise<number> {
  const known = stores.flatMap(({ path: name }) => (name ? [name.replace(/\/$/, '')] : []))
  return (await namesIn(settings().dataDir)).filter((name) => !known.includes(name)).length
}

/** Secrets and data that others on this machine may read (DS-06). Windows knows no such modes. */
export async function openFiles(): Promise<number> {
  const { dataDir } = settings()
  const closed = ['secrets.json', 'postgres', 'outbox', 'access-log']
  const names = (await namesIn(dataDir)).filter((name) => closed.includes(name))
  const modes = await Promise.all(names.map(async (name) => (await stat(path.join(dataDir, name))).mode))
  return process.platform === 'win32' ? 0 : modes.filter((mode) => (mode & 0o007) !== 0).length
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
