import { type Browser, browserOf } from '../browser'
import { NOTHING } from './fields'

/** Longer ones come from nobody's browser; only the beginning is read. */
const LONGEST_READ = 512

/**
 * cs(User-Agent): browser family, major version and system, spaces as IIS writes them: `Firefox/132+(Windows)` (DS-02). Only
 * words of lists and numbers of at most three digits ever come out.
 */
export function reducedAgent(userAgent: string | undefined): string {
  const agent = (userAgent ?? '').slice(0, LONGEST_READ)
  if (agent === '') return NOTHING
  const { family, majorVersion, system } = programOf(agent)
  const program = majorVersion ? `${family}/${majorVersion}` : (family ?? 'Other')
  return system ? `${program}+(${system})` : program
}

function programOf(agent: string): Browser {
  const known = browserOf(agent)
  if (robots.test(agent)) return { family: 'Robot', system: known.system }
  const curl = /^curl\/(\d{1,3})(?!\d)/.exec(agent)
  return curl ? { family: 'curl', majorVersion: curl[1], system: known.system } : known
}

const robots = /bot\b|crawl|spider|slurp|monitor/i

const families = 'Robot|curl|Other|Edge|Opera|SamsungBrowser|Firefox|Chrome|Safari'
const REDUCED = new RegExp(
  `^(?:-|(?:${families})(?:/\\d{1,3})?(?:\\+\\((?:iOS|Android|Windows|macOS|ChromeOS|Linux)\\))?)$`,
)

/** Could `reducedAgent` have written this? */
export function isReducedAgent(text: string): boolean {
  return REDUCED.test(text)
}
