import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'

/** Paths (relative to the root) of the source files below some folders, as git sees them: tracked, or new and not ignored. */
export function sourceFiles(...folders: string[]): string[] {
  const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '--', ...folders], {
    encoding: 'utf8',
  })
  return listed.split('\n').filter((file) => file !== '' && existsSync(file))
}
