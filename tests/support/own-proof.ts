import { globSync, readFileSync } from 'node:fs'

/** Route handlers that no wrapper of app/_edge makes: what each of them refuses is in tests/db/own-proof.test.ts, by calling it. */
export function handlersWithOwnProof(): string[] {
  return globSync('app/**/route.{ts,tsx}')
    .filter((file) => !isWrapped(readFileSync(file, 'utf8')))
    .sort()
}

/** Every method is made by a wrapper, which runs its guard first. */
function isWrapped(source: string): boolean {
  const code = source.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '')
  const methods = code.match(/^export .*\b(GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS)\b.*$/gm) ?? []
  const wrapped = /^export const \w+ = (publicRoute|memberRoute|quietMemberRoute|staffRoute)\(/
  return methods.length > 0 && methods.every((line) => wrapped.test(line))
}
