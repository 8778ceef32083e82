import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'

export type Import = { from: string; to: string; isTypeOnly: boolean }

/** What a source file imports: files of this project by their path from the root, packages by their name. */
export function importsOf(file: string): Import[] {
  const source = readFileSync(file, 'utf8')
  const statements = source.matchAll(
    /(?:^|\n)\s*(import|export)\s+(type\s+)?([^'"\n;]*?(?:\{[^}]*\}[^'"\n;]*?)?from\s+)?['"]([^'"]+)['"]/g,
  )
  const calls = source.matchAll(/\bimport\(\s*(?:\/\*.*?\*\/\s*)?['"]([^'"]+)['"]\s*\)/g)
  return [
    ...[...statements].map(([, , type, names = '', to = '']) => ({
      from: file,
      to: resolveImport(file, to),
      isTypeOnly: type !== undefined || hasOnlyTypes(names),
    })),
    ...[...calls].map(([, to = '']) => ({ from: file, to: resolveImport(file, to), isTypeOnly: false })),
  ]
}

/** `import { type A, type B }` leaves nothing behind at run time. */
function hasOnlyTypes(names: string): boolean {
  const inBraces = names.match(/^\s*\{([^}]*)\}\s*from\s+$/)?.[1]
  if (inBraces === undefined) return false
  const parts = inBraces.split(',').map((part) => part.trim())
  return parts.every((part) => part === '' || part.startsWith('type '))
}

export function resolveImport(file: string, to: string): string {
  if (to.startsWith('@/')) return withExtension(to.slice(2))
  if (to.startsWith('.')) return withExtension(path.join(path.dirname(file), to))
  return to
}

function withExtension(target: string): string {
  return (
    ['', '.ts', '.tsx', '.mjs']
      .map((end) => target + end)
      .find((candidate) => path.extname(candidate) && existsSync(candidate)) ?? target
  )
}
