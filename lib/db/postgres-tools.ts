import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'

/** Where distributions keep the programs of one version, beside PATH. */
const FOLDERS = ['/usr/lib/postgresql', '/usr/local/pgsql', '/opt/homebrew/opt', '/Library/PostgreSQL']

/**
 * A program of PostgreSQL on this machine, of at least this major version: pg_dump refuses servers that are newer than itself.
 * Undefined if there is none.
 */
export function findPostgresTool(name: 'pg_dump' | 'pg_restore', atLeast = 0): string | undefined {
  const folders = [...(process.env.PATH ?? '').split(path.delimiter), ...FOLDERS.flatMap(versionsIn)]
  const found = folders
    .filter((folder) => folder !== '')
    .map((folder) => path.join(folder, name))
    .filter((file) => existsSync(file))
    .map((file) => ({ file, major: majorOf(file) }))
    .filter(({ major }) => major >= atLeast)
  return found.sort((one, other) => other.major - one.major)[0]?.file
}

function versionsIn(folder: string): string[] {
  if (!existsSync(folder)) return []
  return [path.join(folder, 'bin'), ...readdirSync(folder).map((version) => path.join(folder, version, 'bin'))]
}

function majorOf(file: string): number {
  const { stdout } = spawnSync(file, ['--version'], { encoding: 'utf8' })
  return Number(/(\d+)(\.|beta|rc|devel|\s)/.exec(stdout ?? '')?.[1] ?? 0)
}
