import { readdirSync } from 'node:fs'
import { type KeptPromise } from './promise-check'

/** Tests of the promises by their names, `tests/policy/ds-05-notice.test.ts`: written into the bundle by next.config.mjs. */
const tests = process.env.PORTAL_PROOFS?.split(' ') ?? readdirSync('tests/policy')

/** What proves a promise besides its checks: every test with its number, and what the promise itself names (GDPR Art. 5(2)). */
export function proofsOf({ id, evidence }: Pick<KeptPromise, 'id' | 'evidence'>): string[] {
  const own = tests.filter((name) => name.startsWith(`${id.toLowerCase()}-`)).sort()
  return [...own.map((name) => `tests/policy/${name}`), ...evidence]
}
