import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'

/** A known fault of a version that is locked in. */
export type Advisory = { name: string; version: string; id: string; summary: string }
/** `could-not-look` is no good news: nobody knows. */
export type Answer =
  | { outcome: 'looked'; found: Advisory[]; source: string }
  | { outcome: 'could-not-look'; reason: string }

type Event = { introduced?: string; fixed?: string; last_affected?: string }
type Affected = {
  package?: { ecosystem?: string; name?: string }
  ranges?: { type: string; events: Event[] }[]
  versions?: string[]
}
/** A file of the OSV database (https://ossf.github.io/osv-schema), as far as it is read here. */
export type OsvEntry = { id: string; summary?: string; withdrawn?: string; affected?: Affected[] }
export type Locked = { name: string; version: string }

/** Packages that the lock file brings into a running portal. */
export function lockedPackages(file = 'package-lock.json'): Locked[] {
  const { packages } = JSON.parse(readFileSync(file, 'utf8')) as {
    packages: Record<string, { version?: string; dev?: boolean; link?: boolean }>
  }
  return Object.entries(packages).flatMap(([place, { version, dev, link }]) => {
    const name = place.split('node_modules/').at(-1)
    return name && version && !dev && !link ? [{ name, version }] : []
  })
}

/** In a folder with the unpacked files of the OSV database for npm; works without a network. */
export function lookOffline(folder: string, locked: readonly Locked[]): Answer {
  const files = namesIn(folder).filter((name) => name.endsWith('.json'))
  if (files.length === 0) return { outcome: 'could-not-look', reason: `${folder} has no files of the OSV database` }
  const found = files.flatMap((name) =>
    affectedBy(JSON.parse(readFileSync(path.join(folder, name), 'utf8')) as OsvEntry, locked),
  )
  return { outcome: 'looked', found, source: `${files.length} entries in ${folder}` }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

/** The locked versions that an entry is about. */
export function affectedBy(entry: OsvEntry, locked: readonly Locked[]): Advisory[] {
  if (entry.withdrawn) return []
  return locked
    .filter(({ name, version }) =>
      entry.affected?.some(
        (affected) =>
          affected.package?.ecosystem === 'npm' &&
          affected.package.name === name &&
          (affected.versions?.includes(version) ||
            affected.ranges?.some(({ type, events }) => type === 'SEMVER' && isWithin(events, version))),
      ),
    )
    .map((one) => ({ ...one, id: entry.id, summary: entry.summary ?? '' }))
}

function isWithin(events: Event[], version: string): boolean {
  const at = (limit: string | undefined) => (limit === undefined ? undefined : compare(version, limit))
  let isIn = false
  for (const { introduced, fixed, last_affected } of events) {
    if (introduced === '0' || (at(introduced) ?? -1) >= 0) isIn = true
    if ((at(fixed) ?? -1) >= 0 || (at(last_affected) ?? -1) > 0) isIn = false
  }
  return isIn
}

/** Order of two versions (semver 11): a version with an appendix comes before the one without. */
function compare(a: string, b: string): number {
  const [x, y] = [a, b].map((version) => version.split('+')[0]?.split(/-(.*)/s) ?? []) as [string[], string[]]
  const inNumbers = (x[0] ?? '').localeCompare(y[0] ?? '', 'en', { numeric: true })
  if (inNumbers !== 0 || x[1] === y[1]) return Math.sign(inNumbers)
  if (!x[1]) return 1
  return y[1] ? Math.sign(x[1].localeCompare(y[1], 'en', { numeric: true })) : -1
}

type Audit = {
  vulnerabilities?: Record<string, { range: string; via: (string | { title: string; url: string })[] }>
}

/** By `npm audit`: asks the registry, whose service for it may be missing. */
export function askRegistry(run = runAudit): Answer {
  const output = run()
  let answer: Audit | undefined
  try {
    answer = JSON.parse(output) as Audit
  } catch {
    // said below
  }
  if (!answer?.vulnerabilities) {
    const [reason = 'no answer'] = /\d{3}( [A-Z]\w+)+|E[A-Z]{4,}/.exec(output) ?? []
    return { outcome: 'could-not-look', reason: `npm audit: ${reason}` }
  }
  const found = Object.entries(answer.vulnerabilities).flatMap(([name, { range, via }]) =>
    via.flatMap((one) => (typeof one === 'string' ? [] : [{ name, version: range, id: one.url, summary: one.title }])),
  )
  return { outcome: 'looked', found, source: 'npm audit' }
}

function runAudit(): string {
  const { stdout, stderr } = spawnSync('npm', ['audit', '--omit=dev', '--json'], { encoding: 'utf8', timeout: 60_000 })
  return stdout || stderr || ''
}
