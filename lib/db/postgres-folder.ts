import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readlinkSync,
  realpathSync,
  statSync,
  symlinkSync,
} from 'node:fs'
import path from 'node:path'
import { type ServerAccount } from './postgres-binaries'

/** Places for data that the server account must reach although DATA_DIR lies in a closed folder such as /root. */
const SHARED_PLACES = ['/var/lib/qualiservice-portal', '/var/tmp/qualiservice-portal']

/**
 * Where the database of `folder` (DATA_DIR/postgres) really lies: there, or, when root started the portal in a folder
 * that the server account cannot enter, in a shared place with a symbolic link at `folder`.
 */
export function databaseFolder(folder: string, account: ServerAccount): string {
  if (isLink(folder)) return path.resolve(path.dirname(folder), readlinkSync(folder))
  mkdirSync(path.dirname(folder), { recursive: true })
  // One name for one folder: the running server is recognised by it.
  const here = path.join(realpathSync(path.dirname(folder)), path.basename(folder))
  if (existsSync(here) || account.uid === undefined || isOpenTo(path.dirname(here))) return here
  const place = mkdtempSync(path.join(sharedPlace(), 'data-'))
  chmodSync(place, 0o755)
  symlinkSync(path.join(place, 'postgres'), folder)
  return path.join(place, 'postgres')
}

/** A folder that every account can enter and only this one can change. */
export function sharedPlace(): string {
  for (const place of SHARED_PLACES) {
    try {
      if (mkdirSync(place, { recursive: true })) chmodSync(place, 0o755)
      const { uid, mode } = statSync(place)
      if (uid === process.getuid?.() && (mode & 0o022) === 0 && isOpenTo(place)) return place
    } catch {
      // read-only or foreign: the next place
    }
  }
  throw new Error(
    `No place for the database that an account without rights can reach (tried ${SHARED_PLACES.join(', ')})`,
  )
}

function isLink(file: string): boolean {
  return lstatSync(file, { throwIfNoEntry: false })?.isSymbolicLink() ?? false
}

/** Can everybody pass through this folder and all above it? */
function isOpenTo(folder: string): boolean {
  const here = realpathSync(folder)
  return (statSync(here).mode & 0o001) !== 0 && (here === path.dirname(here) || isOpenTo(path.dirname(here)))
}
