import { appendFileSync, chmodSync, lstatSync, mkdirSync, readdirSync, renameSync, writeFileSync } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import path from 'node:path'

/** Every file and folder that the portal makes is for its own account alone (DS-06); what it appends to keeps its rights. */
export const PRIVATE_FILE = 0o600
const PRIVATE_FOLDER = 0o700

/** With all folders above it that are not there yet. */
export function makePrivateFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: PRIVATE_FOLDER })
}

export function openPrivate(file: string, flags: 'a' | 'a+' | 'w'): Promise<FileHandle> {
  return open(file, flags, PRIVATE_FILE)
}

export function appendPrivate(file: string, text: string): void {
  appendFileSync(file, text, { mode: PRIVATE_FILE })
}

/** Readers see the whole file or none. */
export function writePrivate(file: string, text: string): void {
  writeFileSync(`${file}.new`, text, { mode: PRIVATE_FILE })
  renameSync(`${file}.new`, file)
}

/** Of this entry and all below it: what others on this machine may read, write or list. Links, and what others own, are passed over. */
export function openEntries(entry: string): string[] {
  const stat = lstatSync(entry, { throwIfNoEntry: false })
  if (!stat || stat.isSymbolicLink() || stat.uid !== process.getuid?.()) return []
  const below = stat.isDirectory() ? readdirSync(entry).flatMap((name) => openEntries(path.join(entry, name))) : []
  return (stat.mode & 0o077) === 0 ? below : [entry, ...below]
}

/** Closes what an earlier release left open. */
export function closeEntries(entry: string): void {
  for (const open of openEntries(entry)) chmodSync(open, lstatSync(open).isDirectory() ? PRIVATE_FOLDER : PRIVATE_FILE)
}
