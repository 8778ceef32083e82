import { globSync, readFileSync } from 'node:fs'

const reads = [
  /\bquery\.([a-z]+)\b(?!\()/g,
  /\b(?:query|searchParams)\.get\('([a-z]+)'\)/g,
  /\{([^{}]+)\} = query\b/g,
  /\bquery: \{([^{}:]+)\}/g,
  /** Filters of a list (lib/list.ts) */
  /\b([a-z]+): (?:words|choice|day|number|view)\(/g,
  /\breadContentQuery\(\{ ?([a-z, ]+)\}/g,
]

/** The names that pages and downloads read in the query of their address, from the source. */
export function readQueryNames(): string[] {
  const found = globSync(['app/**/*.{ts,tsx}', 'lib/list.ts']).flatMap((file) => {
    const source = readFileSync(file, 'utf8')
    return reads.flatMap((pattern) => [...source.matchAll(pattern)].flatMap(([, names = '']) => names.split(',')))
  })
  const names = found.map((name) => name.replace(/=.*/, '').trim()).filter((name) => /^[a-z]+$/.test(name))
  return [...new Set(names)].filter((name) => !['set', 'get', 'size'].includes(name)).sort()
}
