import { NOTHING } from './fields'

/** Longer ones come from nobody's browser; only the beginning is read. */
const LONGEST_READ = 512

/**
 * cs(User-Agent): browser family, major version and system, spaces as IIS writes them: `Firefox/132+(Windows)` (DS-02). Only
 * words of these lists and numbers of at most three digits ever come out.
 */
export function reducedAgent(userAgent: string | undefined): string {
  const agent = (userAgent ?? '').slice(0, LONGEST_READ)
  if (agent === '') return NOTHING
  const program = programOf(agent)
  const system = systems.find(([pattern]) => pattern.test(agent))?.[1]
  return system ? `${program}+(${system})` : program
}

function programOf(agent: string): string {
  if (robots.test(agent)) return 'Robot'
  for (const [pattern, family] of browsers) {
    const match = pattern.exec(agent)
    if (match) return match[1] ? `${family}/${match[1]}` : family
  }
  return 'Other'
}

const robots = /bot\b|crawl|spider|slurp|monitor/i

// Most browsers also name the ones they descend from: the special ones come first. A number that goes on after three digits is no version.
const browsers: [RegExp, string][] = [
  [/\bEdgA?(?:iOS)?\/(\d{1,3})?(?!\d)/, 'Edge'],
  [/\b(?:OPR|Opera)\/(\d{1,3})?(?!\d)/, 'Opera'],
  [/\bSamsungBrowser\/(\d{1,3})?(?!\d)/, 'SamsungBrowser'],
  [/\b(?:Firefox|FxiOS)\/(\d{1,3})?(?!\d)/, 'Firefox'],
  [/\b(?:Chrome|CriOS|Chromium|HeadlessChrome)\/(\d{1,3})?(?!\d)/, 'Chrome'],
  [/\bVersion\/(\d{1,3})(?!\d)\S* (?:Mobile\/\S+ )?Safari\//, 'Safari'],
  [/\bSafari\//, 'Safari'],
  [/^curl\/(\d{1,3})(?!\d)/, 'curl'],
]

const systems: [RegExp, string][] = [
  [/\b(?:iPhone|iPad)\b/, 'iOS'],
  [/\bAndroid\b/, 'Android'],
  [/\bWindows\b/, 'Windows'],
  [/\bMac OS X\b/, 'macOS'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bLinux\b/, 'Linux'],
]
