import { existsSync, readFileSync } from 'node:fs'
import { importsOf } from '@/tests/support/imports'
import { sourceFiles } from '@/tests/support/source-files'

/** These take minutes, start processes of their own, which know nothing of a planted fault, or look at the text of the sources. */
const OUTSIDE =
  /tests\/architecture\/|tests\/faults\/.*(campaign|crash|restart|start|embedded|traffic|vanished|address)|pooler|demo\.test|migrations\.test/

const imports = new Map<string, string[]>()

function directImports(file: string): string[] {
  const known = imports.get(file)
  if (known) return known
  const found = importsOf(file)
    .filter(({ isTypeOnly, to }) => !isTypeOnly && /\.tsx?$/.test(to) && existsSync(to))
    .map(({ to }) => to)
  imports.set(file, found)
  return found
}

/** How many imports lie between a test and the file; undefined if it never loads it. */
function distance(test: string, file: string): number | undefined {
  const seen = new Set([test])
  for (let depth = 1, edge = [test]; edge.length > 0; depth += 1) {
    const next = edge.flatMap(directImports).filter((found) => !seen.has(found) && seen.add(found))
    if (next.includes(file)) return depth
    edge = next
  }
  return undefined
}

/**
 * The test files that load `file`, the likeliest to notice first: tests of a promise that the file names, then those that
 * import it most directly.
 */
export function testsFor(file: string): string[] {
  const promises = [...new Set(readFileSync(file, 'utf8').match(/DS-\d\d/g) ?? [])].map((id) => id.toLowerCase())
  const rank = (test: string, depth: number) =>
    depth * 2 - (promises.some((id) => test.includes(id)) ? 3 : 0) - (test.includes(stem(file)) ? 6 : 0)
  return sourceFiles('tests')
    .filter((test) => /\.test\.tsx?$/.test(test) && !OUTSIDE.test(test))
    .map((test) => ({ test, depth: distance(test, file) }))
    .filter((found): found is { test: string; depth: number } => found.depth !== undefined)
    .sort((a, b) => rank(a.test, a.depth) - rank(b.test, b.depth) || a.test.localeCompare(b.test))
    .map(({ test }) => test)
}

function stem(file: string): string {
  return (file.split('/').at(-1) ?? '').replace(/\.tsx?$/, '')
}
